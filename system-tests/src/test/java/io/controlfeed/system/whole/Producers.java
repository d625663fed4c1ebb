package io.controlfeed.system.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.fault.Written;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Producers that make the transactions which were planned for them, each in its order and at a steady pace: artifacts first, then rows and
 * events in one transaction. One that the database refuses is made again.
 */
final class Producers {
    private static final int PRODUCERS = 3;
    private static final Duration PACE = Duration.ofMillis(40);
    private static final Duration BREATH = Duration.ofMillis(20);
    private static final int MOST_ATTEMPTS = 500;

    private final Ledger ledger;
    private final WritableStore store;
    private final List<Future<Void>> running = new ArrayList<>();
    private volatile boolean isAbandoned;

    private Producers(Ledger ledger, WritableStore store) {
        this.ledger = ledger;
        this.store = store;
    }

    /** @param length for how long they are to work, if the machine keeps up with them */
    static Producers start(Ledger ledger, Path artifacts, Duration length) {
        WritableStore store = ArtifactRegistry.load()
                .openWritable(
                        "file", Map.of("artifacts-file-dir", artifacts.toString(), "artifacts-file-fsync", "false"));
        Producers producers = new Producers(ledger, store);
        long transactions = length.dividedBy(PACE);
        for (int i = 1; i <= PRODUCERS; i++) {
            int producer = i;
            producers.running.add(Patience.start("producer " + i, () -> producers.produce(producer, transactions)));
        }
        return producers;
    }

    private Void produce(int producer, long transactions) throws Exception {
        Random random = Chaos.random("producer " + producer);
        long begin = System.nanoTime();
        int changes = 0;
        try (Session session = new Session(ledger)) {
            for (long i = 0; i < transactions && !isAbandoned; i++) {
                Patience.pass(Duration.ofNanos(begin + i * PACE.toNanos() - System.nanoTime()));
                Planned planned = Planned.draw(producer, changes, random);
                changes += planned.changes().size();
                make(session, planned, store(planned));
            }
        }
        return null;
    }

    private Map<String, ArtifactRef> store(Planned planned) throws InterruptedException {
        Map<String, ArtifactRef> artifacts = new HashMap<>();
        for (Planned.Change change : planned.changes()) {
            artifacts.put(change.eventId(), store.put(rows(change.written()).getBytes(UTF_8)));
        }
        return artifacts;
    }

    private static String rows(Written written) {
        boolean isRemoval = written.value() == null;
        return "{\"changes\":[{\"table\":\"setting\",\"op\":\"" + (isRemoval ? "delete" : "upsert")
                + "\",\"pk\":[\"subject\"],\"rows\":[{\"subject\":\"" + written.subject() + "\""
                + (isRemoval ? "" : ",\"value\":" + written.value()) + "}]}]}";
    }

    private void make(Session session, Planned planned, Map<String, ArtifactRef> artifacts) throws Exception {
        boolean isMade = false;
        for (int attempt = 1; !isMade && !isAbandoned; attempt++) {
            try {
                Connection connection = session.connection();
                ledger.write(connection, planned, artifacts);
                if (planned.isRolledBack()) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
                isMade = true;
            } catch (SQLException refused) {
                if (attempt == MOST_ATTEMPTS) {
                    throw refused;
                }
                session.close();
                Patience.pass(BREATH);
                isMade = ledger.holds(planned);
            }
        }
    }

    /** A connection that is made anew when it is of no use any more. */
    private static final class Session implements AutoCloseable {
        private final Ledger ledger;
        private @Nullable Connection connection;

        Session(Ledger ledger) {
            this.ledger = ledger;
        }

        Connection connection() throws SQLException {
            if (connection == null) {
                connection = ledger.connect();
            }
            return connection;
        }

        @Override
        public void close() throws SQLException {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }

    /** Returns when all that was planned is made. */
    void finish() throws Exception {
        for (Future<Void> producer : running) {
            Patience.finish("a producer", producer);
        }
        store.close();
    }

    /** Lets them end early. */
    void abandon() {
        isAbandoned = true;
    }
}
