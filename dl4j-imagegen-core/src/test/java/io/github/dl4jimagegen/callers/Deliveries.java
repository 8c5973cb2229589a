package io.github.dl4jimagegen.callers;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.TestImages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/** Notes the names of the examples of every batch that an iterator hands to its caller. */
final class Deliveries implements DataSetPreProcessor {

    private static final long serialVersionUID = 1L;

    private final transient List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void preProcess(DataSet batch) {
        batches.add(batch.getExampleMetaData().stream().map(Object::toString).toList());
    }

    static Deliveries of(ImageDataSetIterator flow) {
        Deliveries deliveries = new Deliveries();
        flow.setPreProcessor(deliveries);
        return deliveries;
    }

    /** Returns the names, batch by batch. */
    List<List<String>> batches() {
        return List.copyOf(batches);
    }

    /** Returns the names that a flow delivers in its first epochs, batch by batch, and closes it. */
    static List<List<String>> expected(ImageDataSetIterator flow, int epochs) {
        try (flow) {
            Deliveries deliveries = of(flow);
            for (int epoch = 0; epoch < epochs; epoch++) {
                List<?> unused = TestImages.rest(flow);
                flow.reset();
            }
            return deliveries.batches();
        }
    }
}
