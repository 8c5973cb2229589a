package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** What candidates are trained on and scored by. */
interface CandidateData {

    DataSetIterator training(ImagePipeline pipeline);

    double score(Model network, ImagePipeline pipeline);
}
