package io.controlfeed.publisher.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A row as an operator sees it; what it says need not be well-formed. Times are as the database writes them, in UTC.
 *
 * @param since when it was published, parked or discarded; null if it is none of them
 * @param controlVersion that the feed gave it; null if it is not published
 */
public record OutboxEntry(
        long id,
        String eventId,
        RowState state,
        String type,
        @Nullable String tenantId,
        String subject,
        @Nullable String createdAt,
        int attempts,
        @Nullable String lastError,
        @Nullable String lastAttemptAt,
        @Nullable String nextAttemptAt,
        @Nullable String since,
        @Nullable Long controlVersion) {

    static final String COLUMNS = """
            o.id, o.event_id, o.state, o.event_type, o.tenant_id, o.subject, o.created_at, o.attempt_count, o.last_error,
                o.last_attempt_at, o.next_attempt_at, coalesce(o.published_at, o.parked_at, o.discarded_at),
                o.published_control_version""";

    static OutboxEntry read(ResultSet row, Dialect dialect) throws SQLException {
        long version = row.getLong(13);
        return new OutboxEntry(
                row.getLong(1),
                row.getString(2),
                RowState.of(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                dialect.time(row, 7),
                row.getInt(8),
                row.getString(9),
                dialect.time(row, 10),
                dialect.time(row, 11),
                dialect.time(row, 12),
                version == 0 ? null : version);
    }
}
