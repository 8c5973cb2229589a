package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.LabelEncoder;
import java.util.List;

/** What an iterator over images is over. */
interface ImageFlowContent extends EpochFlow.Content {

    /** Returns how targets become labels, one an output. */
    List<LabelEncoder> labels();
}
