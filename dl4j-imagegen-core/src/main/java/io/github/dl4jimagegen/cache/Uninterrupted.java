package io.github.dl4jimagegen.cache;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/** Work with files that an interrupt of the thread does not disturb: it would close them, for all threads. */
final class Uninterrupted {

    private Uninterrupted() {}

    /** What is done with files: again from its beginning if an interrupt comes in the middle. */
    interface Work {
        void run() throws IOException;
    }

    /** Does something; an interrupt is seen afterwards. */
    static void run(Work work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    work.run();
                    return;
                } catch (ClosedChannelException e) { // by an interrupt, of this thread or another one
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
