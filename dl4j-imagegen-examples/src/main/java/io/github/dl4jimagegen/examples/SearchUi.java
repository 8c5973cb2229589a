package io.github.dl4jimagegen.examples;

import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.deeplearning4j.arbiter.ui.listener.ArbiterStatusListener;
import org.deeplearning4j.ui.api.UIServer;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;

/** Arbiter's page about a search, at {@code /arbiter} of Deeplearning4j's server, for as long as it is open. */
final class SearchUi implements AutoCloseable {

    private final UIServer server;
    private final InMemoryStatsStorage storage = new InMemoryStatsStorage();

    private SearchUi(UIServer server) {
        this.server = server;
        server.attach(storage);
    }

    static SearchUi open(int port) {
        System.setProperty("org.deeplearning4j.ui.port", Integer.toString(port));
        return new SearchUi(UIServer.getInstance());
    }

    String address() {
        return server.getAddress() + "/arbiter";
    }

    StatusListener listener() {
        return new ArbiterStatusListener(storage);
    }

    @Override
    public void close() {
        server.detach(storage);
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
