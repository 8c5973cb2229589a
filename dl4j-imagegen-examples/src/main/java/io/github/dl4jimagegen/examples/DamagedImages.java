package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.generator.OnError;
import picocli.CommandLine.Option;

/** The option that says what becomes of images that cannot be read, shared by the commands. */
final class DamagedImages {

    @Option(
            names = "--on-error",
            defaultValue = "FAIL",
            description = "What becomes of images that cannot be read: FAIL ends the command, SKIP passes them over.")
    private OnError onError = OnError.FAIL;

    /** Returns the pipeline that does so. */
    ImagePipeline treatedBy(ImagePipeline pipeline) {
        return pipeline.onError(onError);
    }
}
