package io.controlfeed.bench;

import java.io.IOException;

/** What people use instead: it has a table of its own on the same PostgreSQL, and publishes into the same Kafka. */
sealed interface Peer extends AutoCloseable permits TransactionOutboxPeer, DebeziumPeer {
    String name();

    /** How many events it gets where the pump gets so many. */
    int share(int backlog);

    /** Publishes what was left behind while it was not running; the nanoseconds from its start to the broker's last answer. */
    Samples drained(int events) throws IOException, InterruptedException;

    /** Publishes what is committed meanwhile, as its producers commit it; from the end of each commit until a reader has it. */
    Samples delays(SteadyCommits commits) throws IOException, InterruptedException;

    @Override
    void close();
}
