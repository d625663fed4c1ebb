package io.controlfeed.applier.node;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.applier.projection.Unfitness;
import io.controlfeed.feed.ControlEvent;
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
        read = connection.prepareStatement("SELECT version FROM controlfeed_subject WHERE subject = ?");
        write = connection.prepareStatement(
                "INSERT INTO controlfeed_subject (subject, version, lane, control_version) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (subject) DO UPDATE SET version = excluded.version, lane = excluded.lane,"
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
        Long known = version(event.subjectKey().toString());
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
            write.setString(1, event.subjectKey().toString());
            write.setLong(2, version);
            write.setInt(3, lane);
            write.setLong(4, event.controlVersion());
            write.executeUpdate();
        }
    }

    private @Nullable Long version(String subject) throws SQLException {
        read.setString(1, subject);
        try (ResultSet row = read.executeQuery()) {
            return row.next() ? row.getLong(1) : null;
        }
    }
}
