package io.controlfeed.cli.doctor;

import io.controlfeed.applier.NodeStatus;
import io.controlfeed.applier.fingerprint.Verification;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.cli.feed.LaneExtent;
import io.controlfeed.cli.node.NodeFlags;
import io.controlfeed.cli.status.Lag;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Looks at a node's file: whether it is whole, where it stands to its feed, and what keeps it from going on. */
final class NodeExam {
    private static final String WHAT = "node";
    private static final long MEBIBYTE = 1L << 20;
    private static final long LARGE_LOG = 256 * MEBIBYTE;
    private static final Duration SILENCE = Duration.ofMinutes(3);
    private static final Duration SKEW = Duration.ofSeconds(2);

    private final NodeFlags node;
    /** What the feed holds; empty if it is not known. */
    private final List<LaneExtent> lanes;

    NodeExam(NodeFlags node, List<LaneExtent> lanes) {
        this.node = node;
        this.lanes = lanes;
    }

    void addTo(Findings findings) throws InterruptedException {
        node.use("doctor", database -> {
            if (!database.exists()) {
                findings.add(Finding.warning(
                        WHAT, "there is no " + database.file() + " yet", "controlfeed apply, or run, makes it."));
                return true;
            }
            file(findings, database);
            NodeStatus status = NodeStatus.of(database);
            log(findings, status);
            trouble(findings, status);
            contact(findings, status);
            parked(findings, status);
            clock(findings, status);
            lags(findings, status);
            DiskExam.of("disk of the node", database.file(), findings);
            return true;
        });
    }

    private static void file(Findings findings, NodeDatabase database) throws SQLException {
        List<String> damage = Verification.quickDamage(database);
        findings.add(
                damage.isEmpty()
                        ? Finding.ok(WHAT, database.file() + " is whole")
                        : Finding.error(
                                WHAT,
                                database.file() + " is damaged: " + damage.get(0),
                                "Bootstrap the node from a snapshot: controlfeed bootstrap."));
    }

    private static void log(Findings findings, NodeStatus status) {
        String text = "it has " + status.logBytes() / MEBIBYTE + " MiB";
        findings.add(
                status.logBytes() < LARGE_LOG
                        ? Finding.ok("write-ahead log", text)
                        : Finding.warning(
                                "write-ahead log",
                                text,
                                "Look for a reader of the node's file that keeps a transaction open, and end it."));
    }

    private static void trouble(Findings findings, NodeStatus status) {
        status.trouble()
                .ifPresent(trouble -> findings.add(Finding.error(
                        WHAT,
                        "it does not go on since " + trouble.since() + ", for a person has to act: " + trouble.kind(),
                        trouble.text())));
    }

    private static void contact(Findings findings, NodeStatus status) {
        Instant at = status.contactedAt();
        if (at == null) {
            findings.add(Finding.warning(
                    "contact",
                    "the node never had everything that its feed holds",
                    "Let its applier run until /health/ready says that it is ready."));
        } else if (at.plus(SILENCE).isBefore(Instant.now())) {
            findings.add(
                    Finding.warning(
                            "contact",
                            "the feed was last in reach at " + at,
                            "Its applier does not run, or the feed is away: look at its log. The node serves what it had then."));
        } else {
            findings.add(Finding.ok("contact", "the feed was in reach at " + at));
        }
    }

    private static void parked(Findings findings, NodeStatus status) {
        long failed = status.parked().stream()
                .filter(some -> some.state().equals("failed"))
                .mapToLong(NodeStatus.Parked::count)
                .sum();
        findings.add(
                failed == 0
                        ? Finding.ok("parked events", "none failed")
                        : Finding.warning(
                                "parked events",
                                failed + " failed",
                                "controlfeed parked list says why; then retry or discard them."));
    }

    /** An event that was applied before it was made. */
    private static void clock(Findings findings, NodeStatus status) {
        for (LanePosition lane : status.positions()) {
            Instant made = lane.createdAt();
            if (made != null && made.isAfter(lane.movedAt().plus(SKEW))) {
                findings.add(Finding.warning(
                        "clock",
                        "the last event of lane " + lane.lane() + " was applied at " + lane.movedAt() + ", and made at "
                                + made + " by its producer's clock",
                        "Nothing is lost by that, but delays are measured wrongly: synchronise the clocks."));
            }
        }
    }

    private void lags(Findings findings, NodeStatus status) {
        if (lanes.isEmpty()) {
            return;
        }
        for (Lag lag : Lag.of(status.positions(), lanes)) {
            String what = "cursor of lane " + lag.lane();
            findings.add(
                    lag.problem() == null
                            ? Finding.ok(what, "behind: " + lag.text())
                            : Finding.error(
                                    what,
                                    lag.problem(),
                                    "Bootstrap the node from a snapshot, or point it at the feed that it knows."));
        }
    }
}
