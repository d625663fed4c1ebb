package io.controlfeed.bench;

import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The floor of an outbox, by hand: a table with the same columns, and nothing that is not needed. */
record PlainOutbox(Database database) implements Backlog.Producer {
    private static final String TABLE = """
            CREATE TABLE plain_outbox (id {id}, event_id text NOT NULL, event_type text NOT NULL, tenant_id text,
                subject text NOT NULL, version {number}, base_version {number}, artifact_ref text, checksum text,
                artifact_size {number}, artifact_media_type text, origin text, attributes text, created_at {time} NOT NULL,
                state text NOT NULL DEFAULT 'pending', published_control_version {number}, published_at {time})""";
    private static final String INSERT = """
            INSERT INTO plain_outbox (event_id, event_type, tenant_id, subject, version, base_version, artifact_ref, checksum,
                artifact_size, artifact_media_type, origin, attributes, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** A table to insert into, and nothing else. */
    static PlainOutbox bare(Database database) {
        database.execute(TABLE.replace("{id}", database.id())
                .replace("{number}", database.number())
                .replace("{time}", database.time()));
        return new PlainOutbox(database);
    }

    /** A table that can be drained. */
    static PlainOutbox drainable(Database database) {
        PlainOutbox outbox = bare(database);
        database.execute("CREATE INDEX plain_outbox_pending ON plain_outbox (id) WHERE state = 'pending'");
        return outbox;
    }

    @Override
    public void put(Connection connection, List<ControlEvent> events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (ControlEvent event : events) {
                bind(insert, event);
                if (events.size() == 1) {
                    insert.executeUpdate();
                    return;
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void bind(PreparedStatement insert, ControlEvent event) throws SQLException {
        ArtifactRef artifact = event.artifact();
        insert.setString(1, event.eventId());
        insert.setString(2, event.type());
        insert.setString(3, event.tenantId());
        insert.setString(4, event.subject());
        insert.setObject(5, event.version(), Types.BIGINT);
        insert.setObject(6, event.baseVersion(), Types.BIGINT);
        insert.setString(7, artifact == null ? null : artifact.location());
        insert.setString(8, artifact == null ? null : artifact.digest());
        insert.setObject(9, sizeOf(artifact), Types.BIGINT);
        insert.setString(10, artifact == null ? null : artifact.mediaType());
        insert.setString(11, event.origin());
        insert.setString(12, null);
        if (database instanceof PostgresqlServer) {
            insert.setObject(13, event.createdAt().atOffset(ZoneOffset.UTC));
        } else {
            insert.setString(13, event.createdAt().toString());
        }
    }

    private static @Nullable Long sizeOf(@Nullable ArtifactRef artifact) {
        return artifact == null ? null : artifact.size();
    }

    void fill(int events) {
        database.execute(database.clear("plain_outbox"));
        Backlog.put(database, this, events);
        database.settle("plain_outbox");
    }
}
