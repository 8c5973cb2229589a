package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.Predictions;
import io.github.dl4jimagegen.SavedPipeline;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.report.SkippedImages.SkippedImage;
import io.github.dl4jimagegen.source.ImageReadException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says which class a network that {@link Train} saved takes images for. */
@Command(
        name = "predict",
        description = {
            "Says which class a saved network takes each image for.",
            "Prints a line for each image: its path, the class, and the network's probability of that class from 0 to 1,"
                    + " with tabs between them. Images that cannot be read are reported on standard error."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all images were predicted",
            "1:some images could not be read; the others were predicted",
            "2:nothing was predicted: no image could be read, nor the model, or the arguments are wrong"
        })
final class Predict implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL", description = "What imagegen train --save wrote.")
    private Path model = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "Image files; a folder stands for all images below it.")
    private List<Path> images = List.of();

    @Override
    public Integer call() throws Exception {
        Backend.load().announcement().ifPresent(System.err::println);
        SavedPipeline saved = SavedPipeline.load(model);
        MultiLayerNetwork network = MultiLayerNetwork.load(model.toFile(), false);
        ImagePipeline pipeline = saved.pipeline().classMode(ClassMode.NONE).onError(OnError.SKIP);
        ImagePaths paths = ImagePaths.of(images);
        try (ImageDataSetIterator flow = pipeline.evaluationFlow(paths)) {
            try {
                Predictions.of(flow, saved.classes(), network::output)
                        .forEach(each -> System.out.printf(
                                Locale.ROOT, "%s\t%s\t%.3f%n", each.name(), each.predicted(), each.probability()));
            } catch (ImageReadException e) {
                if (flow.skipped().size() < paths.size()) {
                    throw e;
                } // none could be read: that they are reported is enough
            }
            return report(flow.skipped(), paths.size());
        }
    }

    private static int report(List<SkippedImage> unreadable, int images) {
        unreadable.forEach(each -> System.err.println("imagegen: " + each.reason()));
        if (!unreadable.isEmpty()) {
            System.err.printf("imagegen: %d of %d images could not be read%n", unreadable.size(), images);
        }
        return unreadable.isEmpty() ? 0 : unreadable.size() < images ? 1 : 2;
    }
}
