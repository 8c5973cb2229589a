package io.github.dl4jimagegen.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ND4J computes with: a GPU if {@code nd4j-cuda} is on the class path and can use one, else the CPU.
 *
 * <p>ND4J chooses by itself. Where a GPU cannot be used it goes on with the CPU, but prints a stack trace first. Loaded
 * from here, it is quiet, and the reason is one line.
 *
 * @param name ND4J's name for the back end
 * @param gpu whether it computes on a GPU
 * @param obstacle why the back end that comes first in ND4J's order cannot be used; empty if it is the one in use
 */
record Backend(String name, boolean gpu, Optional<String> obstacle) {

    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);
    private static final Pattern MISSING_LIBRARY = Pattern.compile("([^/:\\s]+): cannot open shared object file");

    /** Loads the back end and prints its {@link #announcement()}. To be called before anything else touches ND4J. */
    static void announce() {
        load().announcement().ifPresent(System.out::println);
    }

    /**
     * Has ND4J choose and load its back end, unless that has been done. {@link System#err} is kept from the user
     * meanwhile, for the whole process; it comes back if loading fails, with what was printed to it.
     *
     * @throws IllegalStateException if no back end can be used
     */
    static Backend load() {
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Optional<String> obstacle = Optional.empty();
        try {
            obstacle = firstChoice().flatMap(Backend::whyNot);
            Nd4jBackend chosen = Nd4j.getBackend();
            boolean gpu = !chosen.getEnvironment().isCPU();
            return new Backend(chosen.getClass().getSimpleName(), gpu, obstacle);
        } catch (RuntimeException | LinkageError e) {
            err.print(printed.toString(StandardCharsets.UTF_8));
            throw new IllegalStateException(
                    "no back end of ND4J can be used (%s): to train on the CPU, have nd4j-native-platform on the class path and set BACKEND_PRIORITY_CPU=200"
                            .formatted(obstacle.orElseGet(() -> reason(e))),
                    e);
        } finally {
            System.setErr(err);
            LOG.debug("printed while ND4J was loaded: {}", printed.toString(StandardCharsets.UTF_8));
        }
    }

    /** Returns the line that tells the user where training happens; empty if there was nothing but a CPU to choose. */
    Optional<String> announcement() {
        return gpu
                ? Optional.of("training on the GPU (" + name + ")")
                : obstacle.map(reason -> "no usable GPU (" + reason + "): training on the CPU");
    }

    /** Returns the back end that ND4J asks first; empty if there is none on the class path. */
    private static Optional<Nd4jBackend> firstChoice() {
        return ND4JClassLoading.loadService(Nd4jBackend.class).stream()
                .map(ServiceLoader.Provider::get)
                .max(Comparator.comparingInt(Nd4jBackend::getPriority));
    }

    /** Asks the back end itself: ND4J only logs the answer. */
    private static Optional<String> whyNot(Nd4jBackend backend) {
        try {
            return backend.isAvailable() ? Optional.empty() : Optional.of(backend + " is not available");
        } catch (RuntimeException e) {
            return Optional.of(reason(e));
        }
    }

    /** Returns the innermost cause in a few words: {@code libcuda.so.1 not found}. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        Matcher missing = MISSING_LIBRARY.matcher(message);
        return missing.find()
                ? missing.group(1) + " not found"
                : message.lines().findFirst().orElse(message);
    }
}
