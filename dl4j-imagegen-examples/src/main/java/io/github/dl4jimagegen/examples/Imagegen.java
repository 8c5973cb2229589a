package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.source.ImageReadException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: {@code imagegen preview FOLDER}, {@code imagegen train FOLDER --save FILE}, then
 * {@code imagegen predict FILE IMAGE...}; {@code imagegen bench FOLDER}; {@code imagegen search --out
 * FOLDER}, which looks for the best augmentation. {@code imagegen train} trains on the shipped images.
 */
@Command(
        name = "imagegen",
        description =
                "Shows what augmentation does, trains networks on folders of images, predicts with them, and measures"
                        + " how fast folders are read.",
        mixinStandardHelpOptions = true,
        version = "imagegen 0.1.0",
        footer = "%nWithout a folder, train uses the images that ship with it. imagegen COMMAND --help tells more.",
        subcommands = {Train.class, Predict.class, PreviewCommand.class, Verify.class, Bench.class, Search.class})
public final class Imagegen implements Callable<Integer> {

    private static final String SUB_COMMANDS =
            "train, predict, preview, verify, bench and search (imagegen --help tells more)";

    static {
        // JavaCPP prints to the console by itself unless told to log. Set before its first class is loaded.
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
    }

    private Imagegen() {}

    /**
     * Runs a command; ends the JVM with a code other than 0 if it fails.
     *
     * @param arguments a sub-command and its options
     */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && List.of("predict", "preview", "bench").contains(arguments[0])) {
            // The log goes to standard output, which is for the results there.
            System.setProperty("org.slf4j.simpleLogger.log.io.github.dl4jimagegen", "error");
        }
        int code = run(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new Imagegen());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((e, args) -> fail(e));
        commandLine.setExecutionExceptionHandler((e, command, result) -> fail(e));
        return commandLine.execute(arguments);
    }

    /** One sentence for the user. The stack trace is for who asks for it. */
    private static int fail(Exception e) {
        String message = message(e);
        System.err.println("imagegen: " + message.lines().findFirst().orElse(message));
        if (Boolean.getBoolean("imagegen.stacktrace")) {
            e.printStackTrace();
        }
        return 2;
    }

    private static String message(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such file: " + e.getMessage(); // the message is the bare path
        }
        if (e instanceof ImageReadException damaged && damaged.isInFile()) {
            return e.getMessage()
                    + " (imagegen verify lists all such images; train, search and bench have --on-error skip)";
        }
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && unmatched.getCommandLine().getParent() == null) {
            return "no such sub-command: " + unmatched.getUnmatched().get(0) + "; there are " + SUB_COMMANDS;
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Without a sub-command. */
    @Override
    public Integer call() {
        CommandLine.usage(this, System.err);
        return CommandLine.ExitCode.USAGE;
    }
}
