package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import java.io.Serializable;

/** What is drawn beside a network: how its images are prepared, and after how many epochs without progress it ends. */
record DrawnPipeline(ImagePipeline pipeline, String json, int patience) implements Serializable {}
