package io.controlfeed.system.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.fault.NodeFile;
import io.controlfeed.feed.kafka.Patience;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits until everything that was committed is everywhere, and does an operator's part meanwhile. A slow machine may take as long as it
 * likes, but not stand still.
 */
record Drain(Fleet fleet, Ledger ledger) {
    private static final Duration BREATH = Duration.ofMillis(500);

    void await() throws Exception {
        while (!isDone()) {
            List<String> before = standing();
            Patience.until("something moves; everything stands still at " + before, () -> {
                Patience.pass(BREATH);
                retryParked();
                return isDone() || !standing().equals(before);
            });
        }
    }

    private boolean isDone() throws SQLException {
        if (ledger.count("control_events_outbox", "state <> 'published'") > 0) {
            return false;
        }
        long last = Long.parseLong(ledger.query("SELECT max(published_control_version) FROM control_events_outbox")
                .get(0));
        for (String node : Fleet.nodes()) {
            NodeFile file = fleet.file(node);
            if (!file.hasTables()
                    || file.cursor() < last
                    || !file.query("SELECT 1 FROM parked_events LIMIT 1").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** How far everybody is. */
    private List<String> standing() throws SQLException {
        List<String> standing =
                new ArrayList<>(ledger.query("SELECT state, count(*) FROM control_events_outbox GROUP BY state"));
        for (String node : Fleet.nodes()) {
            NodeFile file = fleet.file(node);
            if (file.hasTables()) {
                standing.add(
                        node + " at " + file.cursor() + ", parked " + file.query("SELECT count(*) FROM parked_events"));
            }
        }
        return standing;
    }

    /** What was damaged on its way is asked for again. */
    private void retryParked() throws Exception {
        for (String node : Fleet.nodes()) {
            NodeFile file = fleet.file(node);
            if (file.hasTables()) {
                List<String> kinds = file.query("SELECT DISTINCT kind FROM parked_events WHERE state = 'failed'");
                assertThat(kinds).as("why events are parked on %s", node).isSubsetOf("bad-artifact");
                if (!kinds.isEmpty()) {
                    Product.run("parked", "retry", "--all-failed", "--node-db=" + file.path());
                }
            }
        }
    }
}
