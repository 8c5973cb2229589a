package io.github.dl4jimagegen.checkpoint;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * A program that trains for three epochs, saves a checkpoint after every batch, and goes on from the checkpoint that it
 * finds. Arguments: the images, the checkpoint, the number of the iteration in which it waits to be killed.
 */
final class TrainingProcess {

    private static final int EPOCHS = 3;

    private TrainingProcess() {}

    public static void main(String[] args) throws IOException {
        Path checkpoint = Path.of(args[1]);
        int last = Integer.parseInt(args[2]);
        GeometricAugmentation rotate = (shape, random) -> Warp.rotation(shape, random.nextDouble(-40, 40));
        ImagePipeline pipeline =
                ImagePipeline.targetSize(10, 10).rescale(1 / 255.0).batchSize(4).augment(rotate);
        try (ImageDataSetIterator training = pipeline.trainingFlow(ImageFolder.of(Path.of(args[0])))) {
            boolean resumed = Files.exists(checkpoint);
            MultiLayerNetwork network = resumed ? MultiLayerNetwork.load(checkpoint.toFile(), true) : network();
            if (resumed) {
                training.restore(Checkpoint.state(checkpoint));
            }
            network.setListeners(new BaseTrainingListener() {
                @Override
                public void iterationDone(Model model, int iteration, int epoch) {
                    if (iteration == last) {
                        System.out.println("waits to be killed");
                        waitToBeKilled();
                    }
                }
            });
            training.checkpointEvery(1, checkpoint, network::save);
            network.fit(training, EPOCHS - (int) training.epoch());
            Checkpoint.save(checkpoint, network::save, training.state());
        }
    }

    private static void waitToBeKilled() {
        try {
            Thread.sleep(600_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(new ExponentialSchedule(ScheduleType.EPOCH, 0.02, 0.5)))
                .constrainWeights(new MinMaxNormConstraint(0, 0.5, 0.7, 1))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(10, 10, 3))
                .build());
        network.init();
        return network;
    }
}
