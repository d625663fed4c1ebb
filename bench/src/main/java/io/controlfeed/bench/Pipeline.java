package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A whole way of an event in processes that can be killed: an outbox, what publishes it, and a node. */
interface Pipeline extends AutoCloseable {
    PlainTopic topic();

    Database database();

    Backlog.Producer outbox();

    /** The node's file, in which {@code applied_events} tells what it has. */
    Path node();

    /** All its processes. */
    List<Daemon> daemons();

    /** The one that publishes now. */
    Daemon pump() throws IOException;

    /** The one that applies. */
    Daemon applier();

    /** Waits until each process is at its place, those included that only stand by. */
    void awaitWhole() throws IOException, InterruptedException;

    /** Starts what is gone, as an init system does. */
    default void mend() throws IOException {
        for (Daemon daemon : daemons()) {
            daemon.start();
        }
    }

    @Override
    void close();
}
