package io.github.dl4jimagegen.image;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Augmentations one after the other. Immutable. */
record Sequence(List<Augmentation> steps) implements Augmentation {

    Sequence {
        steps = List.copyOf(steps);
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        List<ImageOperation> operations = new ArrayList<>();
        ImageShape current = shape;
        for (int i = 0; i < steps.size(); i++) {
            for (ImageOperation operation : steps.get(i).draw(current, random.step(i))) {
                operations.add(operation);
                current = operation.outputShape(current);
            }
        }
        return operations;
    }

    @Override
    public String describe() {
        return steps.stream().map(Augmentation::describe).collect(Collectors.joining(", ", "[", "]"));
    }
}
