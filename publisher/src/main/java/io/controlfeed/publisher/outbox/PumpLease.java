package io.controlfeed.publisher.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The right to drain an outbox, held by one pump at a time and judged by the database's clock alone. Each holder has a higher token
 * than the one before; whatever a pump writes is refused once its token is not the latest. A lease with more time left than it was given
 * for is from a clock that was set back since, and has run out.
 */
public final class PumpLease implements AutoCloseable {
    private static final String ACQUIRE = """
            UPDATE control_events_pump SET holder = ?, token = token + 1, expires_at = {later}, lease_millis = ?
            WHERE expires_at <= {now} OR {left} > lease_millis""";
    private static final String RENEW = "UPDATE control_events_pump SET expires_at = {later} WHERE token = ?";
    private static final String RELEASE =
            "UPDATE control_events_pump SET holder = NULL, expires_at = {now}, trouble = NULL, trouble_since = NULL WHERE token = ?";

    private final OutboxDatabase database;
    private final Link link;
    private final String holder;
    private final Duration time;

    /** @param time after which a holder that does not renew it has lost it */
    public PumpLease(OutboxDatabase database, String holder, Duration time) {
        this.database = database;
        this.link = Link.forLease(database);
        this.holder = holder;
        this.time = time;
    }

    /** Takes the lease if nobody holds it, and returns its token. */
    public OptionalLong tryAcquire() throws SQLException {
        return link.transaction(connection -> {
            try (PreparedStatement acquire =
                    connection.prepareStatement(database.dialect().sql(ACQUIRE))) {
                acquire.setString(1, holder);
                acquire.setLong(2, time.toMillis());
                acquire.setLong(3, time.toMillis());
                return acquire.executeUpdate() == 1 ? OptionalLong.of(token(connection)) : OptionalLong.empty();
            }
        });
    }

    private static long token(Connection connection) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("SELECT token FROM control_events_pump");
                ResultSet row = read.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Keeps the lease for its whole time from now on.
     *
     * @throws LeaseLostException if another pump has it
     */
    public void renew(long token) throws SQLException {
        if (!update(RENEW, time.toMillis(), token)) {
            throw new LeaseLostException(database.name(), token);
        }
    }

    /** Lets the next one take it at once. */
    public void release(long token) throws SQLException {
        link.write(connection -> {
            try (PreparedStatement release =
                    connection.prepareStatement(database.dialect().sql(RELEASE))) {
                release.setLong(1, token);
                release.executeUpdate();
            }
        });
    }

    private boolean update(String statement, long first, long second) throws SQLException {
        return link.transaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement(database.dialect().sql(statement))) {
                update.setLong(1, first);
                update.setLong(2, second);
                return update.executeUpdate() == 1;
            }
        });
    }

    @Override
    public void close() {
        link.close();
    }
}
