package io.controlfeed.applier.node;

import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.applier.projection.Unfitness;
import io.controlfeed.artifacts.ArtifactException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The applier's own tables over one connection, and what happens to the projection's. */
final class NodeTables {
    private final Connection connection;
    private final Cursors cursors;
    private final AppliedEvents applied;
    private final ParkedEvents parked;
    private final SubjectVersions subjects;
    private final Savepoints savepoints;
    private final PreparedStatement forgottenBefore;

    NodeTables(NodeDatabase database, Connection connection) throws SQLException {
        this.connection = connection;
        cursors = new Cursors(database, connection);
        applied = new AppliedEvents(connection);
        parked = new ParkedEvents(connection);
        subjects = new SubjectVersions(connection);
        savepoints = new Savepoints(connection);
        forgottenBefore = connection.prepareStatement("SELECT forgotten_before FROM controlfeed_node");
    }

    Cursors cursors() {
        return cursors;
    }

    AppliedEvents applied() {
        return applied;
    }

    ParkedEvents parked() {
        return parked;
    }

    Savepoints savepoints() {
        return savepoints;
    }

    /** Of events created before this, not every id is remembered. */
    long forgottenBefore() throws SQLException {
        try (ResultSet row = forgottenBefore.executeQuery()) {
            return row.getLong(1);
        }
    }

    /** Has an event's effect; what the database finds wrong with it becomes its unfitness. */
    void change(ReadyEvent ready, boolean isReplay) throws SQLException, InterruptedException {
        if (ready.unfit() != null) {
            throw ready.unfit();
        }
        subjects.requireBase(ready.event(), isReplay);
        try {
            ready.change().apply(connection);
        } catch (SQLException failed) {
            if (SqlTrouble.of(failed) != SqlTrouble.OF_THE_EVENT) {
                throw failed;
            }
            UnfitEventException unfit = refused(failed);
            if (!SqlTrouble.leavesStatementsOpen(failed)) {
                throw new SuspectConnectionException(unfit);
            }
            throw unfit;
        } catch (UnfitEventException unfit) {
            throw unfit;
        } catch (ArtifactException unreadable) {
            // Of a projection that reads while it writes: not the event's fault.
            throw unreadable;
        } catch (RuntimeException fault) {
            if (Thread.currentThread().isInterrupted() || fault.getCause() instanceof InterruptedException) {
                throw new InterruptedException("interrupted while an event was applied");
            }
            throw UnfitEventException.ofFault(fault);
        }
        subjects.note(ready.lane(), ready.event());
    }

    static UnfitEventException refused(SQLException failed) {
        return new UnfitEventException(
                Unfitness.CONSTRAINT,
                "the node's database refuses its rows: " + failed.getMessage(),
                "Mend the rows, or the node's tables; then retry it.",
                failed);
    }

    /** Undoes an event back to its savepoint; if there is none any more, its failure is that of the whole transaction. */
    void goBack(UnfitEventException failure) {
        try {
            savepoints.back();
        } catch (SQLException transactionIsGone) {
            failure.addSuppressed(transactionIsGone);
            throw failure;
        }
    }
}
