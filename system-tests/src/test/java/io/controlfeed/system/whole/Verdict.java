package io.controlfeed.system.whole;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.fault.Feed;
import io.controlfeed.fault.NodeFile;
import io.controlfeed.fault.Written;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/**
 * Decides what a run has come to, by the producers' ledger, the topic and the nodes' files, read with SQL and Kafka's own consumer: it
 * believes nothing that the product says of itself.
 */
final class Verdict {
    private final Fleet fleet;
    private final Ledger ledger;
    private final List<Feed.Entry> feed;
    private final Map<String, Written> committed;

    private Verdict(Fleet fleet, Ledger ledger) throws SQLException {
        this.fleet = fleet;
        this.ledger = ledger;
        this.feed = Feed.at(fleet.kafka(), Fleet.FEED).read();
        this.committed = ledger.events();
    }

    /** Fails with all that is wrong; returns how many events are right. */
    static int of(Fleet fleet, Ledger ledger, Set<AckWatch.Look> acks) throws Exception {
        Verdict verdict = new Verdict(fleet, ledger);
        SoftAssertions all = new SoftAssertions();
        all.assertThat(verdict.lost())
                .as("lost: committed, and not in the feed")
                .isEmpty();
        all.assertThat(verdict.invented())
                .as("in the feed, and never committed")
                .isEmpty();
        all.assertThat(verdict.doubled()).as("doubled: in the feed twice").isEmpty();
        all.assertThat(verdict.misordered())
                .as("order broken: subjects in the feed")
                .isEmpty();
        all.assertThat(verdict.recorded()).as("what the outbox says is where").isEqualTo(verdict.places());
        all.assertThat(verdict.ackedBeforeCommit(acks))
                .as("acknowledged before it was committed")
                .isEmpty();
        for (String node : Fleet.nodes()) {
            all.check(() -> verdict.requireEffects(node));
        }
        all.assertThat(verdict.fingerprints()).as("fingerprints of the nodes").hasSize(1);
        all.assertAll();
        return verdict.feed.size();
    }

    private List<String> ids() {
        return feed.stream().map(Feed.Entry::eventId).toList();
    }

    private Set<String> lost() {
        Set<String> lost = new HashSet<>(committed.keySet());
        ids().forEach(lost::remove);
        return lost;
    }

    private List<String> invented() {
        return ids().stream().filter(id -> !committed.containsKey(id)).toList();
    }

    private List<String> doubled() {
        Set<String> seen = new HashSet<>();
        return ids().stream().filter(id -> !seen.add(id)).toList();
    }

    private List<String> misordered() throws SQLException {
        Map<String, List<String>> inFeed = new HashMap<>();
        for (Feed.Entry entry : feed) {
            inFeed.computeIfAbsent(entry.subject(), first -> new ArrayList<>()).add(entry.eventId());
        }
        Map<String, List<String>> inLedger = ledger.eventsOfSubjects();
        return inFeed.entrySet().stream()
                .filter(subject -> !subject.getValue().equals(inLedger.get(subject.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<AckWatch.Look> ackedBeforeCommit(Set<AckWatch.Look> acks) {
        NavigableSet<Long> versions =
                feed.stream().map(Feed.Entry::version).collect(Collectors.toCollection(TreeSet::new));
        return acks.stream().filter(look -> look.isWrong(versions)).toList();
    }

    private List<String> places() {
        return feed.stream()
                .map(entry -> entry.version() + " " + entry.eventId())
                .toList();
    }

    private List<String> recorded() throws SQLException {
        return ledger.query("SELECT published_control_version, event_id FROM control_events_outbox"
                + " ORDER BY published_control_version");
    }

    /** Each event once and in its subject's order, and the rows that follow from them: the same as the control plane's own. */
    private void requireEffects(String node) throws Exception {
        NodeFile file = fleet.file(node);
        NavigableMap<Long, Written> events = new TreeMap<>();
        feed.forEach(
                entry -> events.put(entry.version(), requireNonNull(committed.get(entry.eventId()), entry.eventId())));
        file.requireFold(events);
        assertThat(file.query("SELECT control_version || ' ' || event_id FROM applied_events ORDER BY control_version"))
                .as("what %s has applied", node)
                .isEqualTo(places());
        assertThat(file.query("SELECT subject || ' ' || value FROM setting ORDER BY subject"))
                .as("the rows of %s", node)
                .isEqualTo(ledger.query("SELECT subject, value FROM business WHERE value IS NOT NULL").stream()
                        .sorted()
                        .toList());
        Product.run("verify", "--node-db=" + file.path());
    }

    private Set<String> fingerprints() throws SQLException {
        Set<String> found = new HashSet<>();
        for (String node : Fleet.nodes()) {
            found.add(String.join(
                    ",",
                    fleet.file(node)
                            .query("SELECT table_name || ' ' || row_count || ' ' || hex(digest)"
                                    + " FROM controlfeed_fingerprint ORDER BY table_name")));
        }
        return found;
    }
}
