package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** A producer that commits one event after the other at a steady rate, and how long it takes until somebody has each. */
record SteadyCommits(int count, int rate) {
    private static final double SECOND = 1e9;
    /** A round at a rate of 100 takes three times as many events as one at 10, and one at 1,000 thirty times. */
    private static final int RATE_OF_ONE_SHARE = 33;

    /** Tells when the next event was had. */
    interface Had {
        long next() throws InterruptedException;

        /** Waits until so many more were had. */
        default void skip(int events) throws InterruptedException {
            for (int n = 0; n < events; n++) {
                next();
            }
        }
    }

    /** Commits an event in a transaction of its own. */
    interface Committer {
        void commit(ControlEvent event) throws SQLException;
    }

    static SteadyCommits of(Effort effort, int rate) {
        return new SteadyCommits(effort.seen() * Math.max(1, rate / RATE_OF_ONE_SHARE), rate);
    }

    /** From the end of each commit until its event was had. */
    Samples delays(Database place, Backlog.Producer outbox, Had had) throws InterruptedException {
        return delays(place, outbox, () -> {}, had);
    }

    /** The same, where somebody is told of each commit. */
    Samples delays(Database place, Backlog.Producer outbox, Runnable told, Had had) throws InterruptedException {
        try (Connection connection = place.connect()) {
            connection.setAutoCommit(false);
            Committer committer = event -> {
                outbox.put(connection, List.of(event));
                connection.commit();
                told.run();
            };
            return delays(committer, had);
        } catch (SQLException failed) {
            throw place.failed(failed);
        }
    }

    /** The same for whoever makes his transactions himself. */
    Samples delays(Committer committer, Had had) throws InterruptedException, SQLException {
        double[] nanos = new double[count];
        long next = System.nanoTime();
        for (int n = 0; n < nanos.length; n++) {
            // The pump is not always met at the same point of its waiting.
            next += (long) (SECOND / rate * ThreadLocalRandom.current().nextDouble(0.5, 1.5));
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            committer.commit(Changes.bare(n));
            nanos[n] = -System.nanoTime();
        }
        for (int n = 0; n < nanos.length; n++) {
            nanos[n] += had.next();
        }
        return new Samples(nanos);
    }
}
