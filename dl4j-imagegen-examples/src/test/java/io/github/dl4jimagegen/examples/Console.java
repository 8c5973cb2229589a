package io.github.dl4jimagegen.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps what a test prints on standard output and standard error. */
final class Console implements BeforeEachCallback, AfterEachCallback {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @Override
    public void beforeEach(ExtensionContext test) {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        System.setOut(out);
        System.setErr(err);
    }

    /** Returns what is on standard output since the test began, or since it was last cleared. */
    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Returns what is on standard error since the test began. */
    String complained() {
        return complained.toString(StandardCharsets.UTF_8);
    }

    /** Forgets what has been printed on standard output. */
    void clear() {
        printed.reset();
    }
}
