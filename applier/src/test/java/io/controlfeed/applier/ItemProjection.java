package io.controlfeed.applier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.applier.projection.Change;
import io.controlfeed.applier.projection.Projection;
import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.applier.projection.Unfitness;
import io.controlfeed.artifacts.Artifact;
import io.controlfeed.feed.ControlEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts, in the row of its subject, how often each event had its effect; keeps what the artifact said. Fails on request. */
final class ItemProjection implements Projection {
    static final String SCHEMA =
            "CREATE TABLE item (subject TEXT PRIMARY KEY, effects INTEGER NOT NULL, events TEXT NOT NULL, content TEXT) STRICT";

    private final Map<String, RuntimeException> unfit = new ConcurrentHashMap<>();
    private final Map<String, String> statements = new ConcurrentHashMap<>();
    private final Map<String, List<String>> inserts = new ConcurrentHashMap<>();
    private @Nullable Connection keptOn;
    private @Nullable PreparedStatement kept;

    /** This event fails with that. */
    void fail(String eventId, RuntimeException with) {
        unfit.put(eventId, with);
    }

    /** This event fails as one that does not fit. */
    void refuse(String eventId) {
        fail(eventId, new UnfitEventException(Unfitness.BAD_CONTENT, "it is " + eventId, "Mend it."));
    }

    /** This event executes that, too. */
    void execute(String eventId, String sql) {
        statements.put(eventId, sql);
    }

    /** This event inserts a value into a table, too, by a statement that is kept, as a careless projection keeps it. */
    void insert(String eventId, String table, String value) {
        inserts.put(eventId, List.of(table, value));
    }

    /** From now on it does not fail any more. */
    void mend() {
        unfit.clear();
        statements.clear();
    }

    @Override
    public Set<String> tables() {
        return Set.of("item");
    }

    @Override
    public Change prepare(ControlEvent event, @Nullable Artifact artifact) throws InterruptedException {
        String content = artifact == null ? null : new String(artifact.bytes(1_000_000), UTF_8);
        return transaction -> apply(transaction, event, content);
    }

    private void apply(Connection transaction, ControlEvent event, @Nullable String content) throws SQLException {
        try (PreparedStatement upsert = transaction.prepareStatement(
                "INSERT INTO item VALUES (?, 1, ?, ?) ON CONFLICT (subject) DO UPDATE SET effects = effects + 1,"
                        + " events = events || ' ' || excluded.events, content = excluded.content")) {
            upsert.setString(1, event.subjectKey().toString());
            upsert.setString(2, event.eventId());
            upsert.setString(3, content);
            upsert.executeUpdate();
        }
        String sql = statements.get(event.eventId());
        if (sql != null) {
            try (PreparedStatement more = transaction.prepareStatement(sql)) {
                more.executeUpdate();
            }
        }
        List<String> insert = inserts.get(event.eventId());
        if (insert != null) {
            if (kept == null || keptOn != transaction) {
                keptOn = transaction;
                kept = transaction.prepareStatement("INSERT INTO " + insert.get(0) + " VALUES (?)");
            }
            kept.setString(1, insert.get(1));
            kept.executeUpdate();
        }
        RuntimeException failure = unfit.get(event.eventId());
        if (failure != null) {
            throw failure;
        }
    }
}
