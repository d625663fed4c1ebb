package io.controlfeed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Compares the feed with the producer's database; asks neither the pump nor its counters. */
final class Proof {
    private Proof() {}

    /** Waits until nothing is left that can be published. */
    static void awaitDrained(ControlPlane controlPlane) throws Exception {
        Patience.until(
                "everything is published or parked", () -> controlPlane.count("state IN ('pending', 'retrying')") == 0);
    }

    /** Each committed row is in the feed once, nothing else is, and each resource's changes are in their order. */
    static List<Feed.Entry> everythingOnceAndInOrder(
            ControlPlane controlPlane, Feed feed, Collection<String> rolledBack) throws SQLException {
        List<Feed.Entry> entries = feed.read();
        String seed = "-Dchaos.seed=" + Chaos.SEED;

        List<String> ids = entries.stream().map(Feed.Entry::eventId).toList();
        assertThat(ids).as("no event twice, %s", seed).doesNotHaveDuplicates();
        assertThat(rolledBack).as("nothing of what was rolled back, %s", seed).noneMatch(Set.copyOf(ids)::contains);
        assertThat(entries.stream().map(entry -> entry.eventId() + " " + entry.version()))
                .as("what is in the feed, and where, is what the outbox says, %s", seed)
                .containsExactlyElementsOf(controlPlane.query("SELECT event_id, published_control_version"
                        + " FROM control_events_outbox WHERE state = 'published' ORDER BY published_control_version"));
        assertThat(versionsInFeed(controlPlane, entries))
                .as("each resource's changes in the order of their commits, %s", seed)
                .isEqualTo(versionsOfResources(controlPlane));
        return entries;
    }

    private static Map<String, List<Long>> versionsInFeed(ControlPlane controlPlane, List<Feed.Entry> entries)
            throws SQLException {
        Map<String, Long> versionOf = new TreeMap<>();
        for (String row :
                controlPlane.query("SELECT event_id, version FROM control_events_outbox WHERE state = 'published'")) {
            String[] columns = row.split(" ", 2);
            versionOf.put(columns[0], Long.valueOf(columns[1]));
        }
        Map<String, List<Long>> versions = new TreeMap<>();
        for (Feed.Entry entry : entries) {
            versions.computeIfAbsent(entry.subject(), subject -> new ArrayList<>())
                    .add(versionOf.get(entry.eventId()));
        }
        return versions;
    }

    private static Map<String, List<Long>> versionsOfResources(ControlPlane controlPlane) throws SQLException {
        Map<String, List<Long>> versions = new TreeMap<>();
        for (String row : controlPlane.query("SELECT subject, version FROM resources")) {
            String[] columns = row.split(" ", 2);
            versions.put(
                    columns[0],
                    LongStream.rangeClosed(1, Long.parseLong(columns[1]))
                            .boxed()
                            .toList());
        }
        return versions;
    }
}
