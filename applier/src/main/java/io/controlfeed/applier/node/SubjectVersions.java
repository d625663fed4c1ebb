package io.controlfeed.applier.node;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.applier.projection.Unfitness;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.SubjectKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Which version each subject has on a node, as far as its events tell. */
final class SubjectVersions {
    private final PreparedStatement read;
    private final PreparedStatement write;

    SubjectVersions(Connection connection) throws SQLException {
        read = connection.prepareStatement(
                "SELECT version FROM controlfeed_subject WHERE subject = ? AND tenant_id = ?");
        write = connection.prepareStatement(
                "INSERT INTO controlfeed_subject (subject, tenant_id, version, lane, control_version) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (subject, tenant_id) DO UPDATE SET version = excluded.version, lane = excluded.lane,"
                        + " control_version = excluded.control_version");
    }

    /**
     * Refuses an event that replaces another version than there is.
     *
     * @param isReplay whether it was applied once already, so that what is not known was right
     */
    void requireBase(ControlEvent event, boolean isReplay) throws SQLException {
        Long base = event.baseVersion();
        if (base == null) {
            return;
        }
        Long known = version(event.subjectKey());
        long current = known == null ? 0 : known;
        if (current != base && !(known == null && isReplay)) {
            throw new UnfitEventException(
                    Unfitness.CONFLICT,
                    "it replaces version " + base + " of " + event.subjectKey() + ", and "
                            + (current == 0 ? "no version of it is known here" : "version " + current + " is here"),
                    "Let the producer look at the current version and change that; then discard this event.");
        }
    }

    void note(int lane, ControlEvent event) throws SQLException {
        Long version = event.version();
        if (version != null) {
            setSubject(write, event.subjectKey());
            write.setLong(3, version);
            write.setInt(4, lane);
            write.setLong(5, event.controlVersion());
            write.executeUpdate();
        }
    }

    private @Nullable Long version(SubjectKey subject) throws SQLException {
        setSubject(read, subject);
        try (ResultSet row = read.executeQuery()) {
            return row.next() ? row.getLong(1) : null;
        }
    }

    /** No tenant is the empty one, which no event can have. */
    private static void setSubject(PreparedStatement statement, SubjectKey subject) throws SQLException {
        statement.setString(1, subject.subject());
        statement.setString(2, subject.tenantId() == null ? "" : subject.tenantId());
    }
}
