package io.controlfeed.cli.doctor;

import io.controlfeed.cli.outbox.OutboxFlags;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxSchema;
import io.controlfeed.publisher.outbox.OutboxStatus;
import io.controlfeed.publisher.outbox.OutboxView;
import io.controlfeed.publisher.outbox.RowState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks at an outbox: its tables, its clock, whether it is drained, and what is parked. */
final class OutboxExam {
    private static final String WHAT = "outbox";
    private static final Duration SKEW = Duration.ofSeconds(2);

    private final OutboxFlags outbox;
    private Optional<ArtifactRef> oldestArtifact = Optional.empty();

    OutboxExam(OutboxFlags outbox) {
        this.outbox = outbox;
    }

    /** The artifact that a node will need next, if one is pending. */
    Optional<ArtifactRef> oldestArtifact() {
        return oldestArtifact;
    }

    void addTo(Findings findings) throws InterruptedException {
        outbox.use("doctor", database -> {
            new OutboxSchema(database).check();
            try (OutboxView view = new OutboxView(database)) {
                OutboxStatus status = view.status();
                findings.add(Finding.ok(
                        WHAT, database.name() + " can be reached, with tables of version " + status.schemaVersion()));
                pump(findings, status);
                parked(findings, status);
                clock(findings, view);
                oldestArtifact = view.oldestPendingArtifact();
            }
            disk(findings, database);
            return true;
        });
    }

    private static void pump(Findings findings, OutboxStatus status) {
        long waiting = status.count(RowState.PENDING);
        if (status.trouble() != null) {
            findings.add(Finding.error(
                    "pump",
                    "it cannot publish since " + status.troubleSince() + ": " + status.trouble(),
                    "It tries again by itself: mend what the text names."));
        } else if (status.isLeased()) {
            findings.add(Finding.ok("pump", status.holder() + " drains it; pending: " + waiting));
        } else if (waiting > 0) {
            findings.add(Finding.error(
                    "pump", "none drains the outbox, and " + waiting + " wait", "Start controlfeed publish, or run."));
        } else {
            findings.add(Finding.warning("pump", "none drains the outbox", "Start controlfeed publish, or run."));
        }
    }

    private static void parked(Findings findings, OutboxStatus status) {
        long parked = status.count(RowState.PARKED);
        findings.add(
                parked == 0
                        ? Finding.ok("parked rows", "none")
                        : Finding.warning(
                                "parked rows",
                                parked + ", and " + status.count(RowState.HELD) + " are held behind them",
                                "controlfeed outbox list --state parked says why; then retry or discard them."));
    }

    /** The lease is judged by the database's clock alone, so this concerns only who compares times by eye. */
    private static void clock(Findings findings, OutboxView view) throws SQLException {
        Instant before = Instant.now();
        Duration ahead = Duration.between(before, view.now());
        Duration took = Duration.between(before, Instant.now());
        boolean agrees = ahead.abs().compareTo(SKEW.plus(took)) <= 0;
        findings.add(
                agrees
                        ? Finding.ok("clock", "the outbox's database has the time that this machine has")
                        : Finding.warning(
                                "clock",
                                "the outbox's database is " + ahead.abs().toSeconds() + " s "
                                        + (ahead.isNegative() ? "behind" : "ahead of") + " this machine",
                                "Nothing is lost by that, but delays are measured wrongly: synchronise the clocks."));
    }

    private static void disk(Findings findings, OutboxDatabase database) {
        database.file().ifPresent(file -> DiskExam.of("disk of the outbox", file, findings));
    }
}
