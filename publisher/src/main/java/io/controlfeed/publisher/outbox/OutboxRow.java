package io.controlfeed.publisher.outbox;

import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.InvalidEventException;
import io.controlfeed.feed.SubjectKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that is to be published.
 *
 * @param attempts how often it has failed
 * @param floor above which control version an attempt of unknown outcome may have put it; null if there was none
 * @param size about how much memory it takes
 * @param isBehind whether an earlier row of its subject failed and waits
 * @param event what it says; null if that is malformed
 * @param malformed what is wrong with it; null if nothing is
 */
public record OutboxRow(
        long id,
        String eventId,
        SubjectKey subject,
        int attempts,
        @Nullable Long floor,
        int size,
        boolean isBehind,
        @Nullable ControlEvent event,
        @Nullable InvalidEventException malformed) {

    /** Only attributes can be large. */
    private static final int WITHOUT_ATTRIBUTES = 1_000;

    /** What a row is read from, in a statement in which the outbox is called {@code o}. */
    static final String COLUMNS = """
            o.id, o.event_id, o.event_type, o.tenant_id, o.subject, o.version, o.base_version, o.artifact_ref, o.checksum,
                o.artifact_size, o.artifact_media_type, o.origin, o.attributes, o.created_at, o.attempt_count, o.feed_floor""";

    static OutboxRow read(ResultSet row, Dialect dialect) throws SQLException {
        long id = row.getLong(1);
        String eventId = row.getString(2);
        SubjectKey subject = new SubjectKey(row.getString(4), row.getString(5));
        int attempts = row.getInt(15);
        Long floor = longOrNull(row, 16);
        String attributes = row.getString(13);
        int size = WITHOUT_ATTRIBUTES + (attributes == null ? 0 : attributes.length());
        boolean isBehind = row.getBoolean(17);
        try {
            ControlEvent event = event(row, eventId, subject, attributes, dialect);
            return new OutboxRow(id, eventId, subject, attempts, floor, size, isBehind, event, null);
        } catch (InvalidEventException malformed) {
            return new OutboxRow(id, eventId, subject, attempts, floor, size, isBehind, null, malformed);
        }
    }

    private static ControlEvent event(
            ResultSet row, String eventId, SubjectKey subject, @Nullable String attributes, Dialect dialect)
            throws SQLException {
        return new ControlEvent(
                eventId,
                0,
                row.getString(3),
                subject.tenantId(),
                subject.subject(),
                longOrNull(row, 6),
                longOrNull(row, 7),
                artifact(row),
                createdAt(row, dialect),
                row.getString(12),
                attributes(attributes));
    }

    private static Map<String, String> attributes(@Nullable String json) {
        try {
            return json == null ? Map.of() : EventJson.attributes(json);
        } catch (InvalidEventException malformed) {
            throw new InvalidEventException(
                    null,
                    malformed.problems().stream()
                            .map(problem -> "column attributes: " + problem)
                            .toList());
        }
    }

    private static @Nullable ArtifactRef artifact(ResultSet row) throws SQLException {
        String location = row.getString(8);
        String digest = row.getString(9);
        Long size = longOrNull(row, 10);
        String mediaType = row.getString(11);
        boolean isAbsent = location == null && digest == null && size == null && mediaType == null;
        return isAbsent ? null : new ArtifactRef(digest, size, mediaType, location);
    }

    private static Instant createdAt(ResultSet row, Dialect dialect) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            return row.getObject(14, OffsetDateTime.class).toInstant();
        }
        return TextTime.parse(row.getString(14));
    }

    private static @Nullable Long longOrNull(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
