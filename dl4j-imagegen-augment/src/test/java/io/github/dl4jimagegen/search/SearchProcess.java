package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.jspecify.annotations.Nullable;

/**
 * A program that searches. Arguments: the images, the directory of the search, "genetic" or "random", how many candidates
 * there are, the number of the candidate in which it waits to be killed.
 */
final class SearchProcess {

    private SearchProcess() {}

    public static void main(String[] args) {
        SearchMethod method = args[2].equals("genetic") ? SearchMethod.genetic(4) : SearchMethod.random();
        int hanging = Integer.parseInt(args[4]);
        AtomicInteger trained = new AtomicInteger();
        PipelineSpace pipelines = SearchFixtures.pipelines();
        SearchResult result = ImageSearch.of(
                        ImageFolder.of(Path.of(args[0])).split(0.4),
                        SearchSpace.of(pipelines, SearchFixtures.layers(pipelines)))
                .method(method)
                .candidates(Integer.parseInt(args[3]))
                .directory(Path.of(args[1]))
                .listeners(new BaseStatusListener() {
                    @Override
                    public void onCandidateStatusChange(
                            CandidateInfo info, IOptimizationRunner runner, @Nullable OptimizationResult finished) {
                        if (finished != null) {
                            trained.incrementAndGet();
                        }
                    }

                    @Override
                    public void onCandidateIteration(CandidateInfo info, Object network, int iteration) {
                        if (info.getIndex() == hanging) {
                            System.out.println("waits to be killed");
                            waitToBeKilled();
                        }
                    }
                })
                .run();
        System.out.println("trained " + trained + " networks, the best is " + result.index());
    }

    private static void waitToBeKilled() {
        try {
            Thread.sleep(600_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
