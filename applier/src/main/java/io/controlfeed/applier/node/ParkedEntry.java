package io.controlfeed.applier.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A parked event, as an operator sees it.
 *
 * @param kind why it failed, in one word; null if it was not tried
 * @param error the same in full
 * @param triedAt when it was tried last; null if it was not
 */
public record ParkedEntry(
        int lane,
        ControlEvent event,
        ParkedState state,
        @Nullable String kind,
        @Nullable String error,
        int attempts,
        Instant parkedAt,
        @Nullable Instant triedAt) {

    static final String COLUMNS = "lane, event, state, kind, error, attempts, parked_at, tried_at";

    static ParkedEntry read(ResultSet row) throws SQLException {
        long tried = row.getLong(8);
        Instant triedAt = row.wasNull() ? null : Moment.instant(tried);
        return new ParkedEntry(
                row.getInt(1),
                EventJson.decode(row.getString(2).getBytes(UTF_8)),
                ParkedState.of(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                Moment.instant(row.getLong(7)),
                triedAt);
    }
}
