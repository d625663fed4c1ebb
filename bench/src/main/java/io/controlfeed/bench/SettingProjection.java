package io.controlfeed.bench;

import io.controlfeed.applier.projection.Change;
import io.controlfeed.applier.projection.Projection;
import io.controlfeed.artifacts.Artifact;
import io.controlfeed.feed.ControlEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the last event of each subject: one statement an event, as an application would write it. */
final class SettingProjection implements Projection {
    static final String TABLE =
            "CREATE TABLE IF NOT EXISTS setting (subject TEXT PRIMARY KEY, tenant TEXT, type TEXT NOT NULL,"
                    + " event_id TEXT NOT NULL, created_at TEXT NOT NULL, version INTEGER) WITHOUT ROWID";
    static final String UPSERT = "INSERT INTO setting VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (subject) DO UPDATE SET"
            + " tenant = excluded.tenant, type = excluded.type, event_id = excluded.event_id,"
            + " created_at = excluded.created_at, version = excluded.version";

    private @Nullable Connection connection;
    private @Nullable PreparedStatement upsert;

    @Override
    public Set<String> tables() {
        return Set.of("setting");
    }

    @Override
    public Change prepare(ControlEvent event, @Nullable Artifact artifact) {
        return transaction -> {
            bind(upsert(transaction), event).executeUpdate();
        };
    }

    private PreparedStatement upsert(Connection transaction) throws SQLException {
        if (upsert == null || connection != transaction) {
            connection = transaction;
            upsert = transaction.prepareStatement(UPSERT);
        }
        return upsert;
    }

    static PreparedStatement bind(PreparedStatement upsert, ControlEvent event) throws SQLException {
        upsert.setString(1, event.subject());
        upsert.setString(2, event.tenantId());
        upsert.setString(3, event.type());
        upsert.setString(4, event.eventId());
        upsert.setString(5, event.createdAt().toString());
        upsert.setObject(6, event.version());
        return upsert;
    }
}
