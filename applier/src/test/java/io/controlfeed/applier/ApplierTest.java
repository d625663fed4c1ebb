package io.controlfeed.applier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.applier.node.NodeException;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.tck.MemoryFeed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events, their effects, and what becomes of those that fail. */
class ApplierTest {
    private final MemoryFeed feed = new MemoryFeed();

    @TempDir
    private Path directory;

    private void append(ControlEvent... events) {
        try (Sink sink = FeedRegistry.of(feed).openSink("memory", Map.of())) {
            for (ControlEvent event : events) {
                sink.append(event);
            }
        }
    }

    private static ControlEvent event(String id, String subject) {
        return ControlEvent.builder(id, "item.changed", subject).build();
    }

    private static ControlEvent versioned(String id, Long version, Long base) {
        ControlEvent.Builder event =
                ControlEvent.builder(id, "item.changed", "one").version(version);
        return (base == null ? event : event.baseVersion(base)).build();
    }

    private static List<String> parked(Node node) throws Exception {
        return node.query("SELECT event_id, state, coalesce(kind, '') FROM parked_events ORDER BY control_version");
    }

    @Test
    void apply_writesIdsRowsAndCursorTogether() throws Exception {
        Node node = new Node(directory, feed);
        append(event("a", "one"), event("b", "two"), event("c", "one"));

        node.catchUp();

        assertThat(node.query("SELECT subject, effects, events FROM item ORDER BY subject"))
                .containsExactly("one|2|a c", "two|1|b");
        assertThat(node.query("SELECT event_id FROM applied_events ORDER BY id"))
                .containsExactly("a", "b", "c");
        assertThat(
                        node.one(
                                "SELECT control_version = (SELECT max(control_version) FROM applied_events) FROM controlfeed_cursor"))
                .isEqualTo("1");
    }

    @Test
    void apply_afterARestart_goesOnWhereItWas() throws Exception {
        Node node = new Node(directory, feed);
        append(event("a", "one"));
        node.catchUp();
        append(event("b", "one"));

        node.catchUp();

        assertThat(node.query("SELECT effects, events FROM item")).containsExactly("2|a b");
    }

    @Test
    void anEventOfAFarYear_isApplied_andSoIsWhatFollows() throws Exception {
        Node node = new Node(directory, feed);
        append(
                ControlEvent.builder("odd", "item.changed", "one")
                        .createdAt(Instant.parse("9999-12-31T00:00:00Z"))
                        .build(),
                event("a", "one"));

        node.catchUp();

        assertThat(node.query("SELECT event_id FROM applied_events ORDER BY id"))
                .containsExactly("odd", "a");
    }

    @Test
    void run_appliesWhatComes_andTellsListenersAfterTheCommit() throws Exception {
        Node node = new Node(directory, feed);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        node.during(Node.QUICK, applier -> {
            applier.listen((events, begun) -> {
                for (ControlEvent event : events) {
                    try {
                        heard.add(node.one(
                                "SELECT event_id FROM applied_events WHERE event_id = '" + event.eventId() + "'"));
                    } catch (Exception failed) {
                        heard.add(failed.toString());
                    }
                }
            });
            append(event("a", "one"));
            Eventually.holds("the first is heard of", () -> heard.equals(List.of("a")));
            append(event("b", "two"));
            Eventually.holds("the second is heard of", () -> heard.equals(List.of("a", "b")));
            Eventually.holds("all is applied", applier::isCaughtUp);
        });
    }

    @Test
    void failure_parksTheEventAndItsSubject_andNothingElse() throws Exception {
        Node node = new Node(directory, feed);
        node.projection().refuse("bad");
        append(event("a", "one"), event("bad", "one"), event("b", "two"), event("c", "one"), event("d", "two"));

        node.catchUp();

        assertThat(node.query("SELECT subject, events FROM item ORDER BY subject"))
                .containsExactly("one|a", "two|b d");
        assertThat(parked(node)).containsExactly("bad|failed|bad-content", "c|behind|");
        assertThat(node.one("SELECT count(*) FROM applied_events")).isEqualTo("3");
    }

    @Test
    void retry_afterTheCauseIsMended_appliesTheSubjectInItsOrder() throws Exception {
        Node node = new Node(directory, feed);
        node.projection().refuse("bad");
        append(event("bad", "one"), event("b", "one"), event("c", "one"));
        node.catchUp();
        node.projection().mend();

        node.during(Node.QUICK, applier -> {
            append(event("d", "one"));
            Eventually.holds("it waits, too", () -> parked(node).size() == 4);
            node.execute("UPDATE parked_events SET state = 'retry' WHERE event_id = 'bad'");
            Eventually.holds("all is applied", () -> parked(node).isEmpty());
            append(event("e", "one"));
            Eventually.holds(
                    "the subject is free",
                    () -> node.one("SELECT effects FROM item").equals("5"));
        });

        assertThat(node.one("SELECT events FROM item")).isEqualTo("bad b c d e");
    }

    @Test
    void retry_thatFails_keepsTheSubjectWaiting() throws Exception {
        Node node = new Node(directory, feed);
        node.projection().refuse("bad");
        append(event("bad", "one"), event("b", "one"));
        node.catchUp();
        node.execute("UPDATE parked_events SET state = 'retry' WHERE event_id = 'bad'");

        node.catchUp();

        assertThat(parked(node)).containsExactly("bad|failed|bad-content", "b|behind|");
        assertThat(node.one("SELECT attempts FROM parked_events WHERE event_id = 'bad'"))
                .isEqualTo("2");
        assertThat(node.query("SELECT * FROM item")).isEmpty();
    }

    @Test
    void failure_withHalting_stopsBeforeTheEvent_withEverythingBeforeItApplied() throws Exception {
        Node node = new Node(directory, feed);
        node.projection().refuse("bad");
        append(event("a", "one"), event("bad", "two"), event("c", "three"));

        assertThatThrownBy(() -> node.catchUp(Node.QUICK.withHalting(true)))
                .isInstanceOf(HaltedException.class)
                .hasMessageContaining("'bad'");

        assertThat(node.query("SELECT event_id FROM applied_events")).containsExactly("a");
        node.projection().mend();
        node.catchUp(Node.QUICK.withHalting(true));
        assertThat(node.query("SELECT event_id FROM applied_events ORDER BY id"))
                .containsExactly("a", "bad", "c");
    }

    @Test
    void failure_ofAnyKindOfTheProjection_touchesNoNeighbour() throws Exception {
        Node node = new Node(directory, feed);
        node.execute("CREATE TABLE strict_one (id INTEGER PRIMARY KEY ON CONFLICT ROLLBACK)");
        node.execute("INSERT INTO strict_one VALUES (1)");
        node.execute("CREATE TABLE child (id INTEGER PRIMARY KEY,"
                + " parent INTEGER NOT NULL REFERENCES strict_one (id) DEFERRABLE INITIALLY DEFERRED)");
        node.projection().fail("fault", new IllegalStateException("a bug"));
        node.projection().execute("constraint", "INSERT INTO item VALUES ('x', 1, NULL, NULL)");
        node.projection().execute("rollback", "INSERT INTO strict_one VALUES (1)");
        node.projection().execute("deferred", "INSERT INTO child VALUES (1, 99)");
        node.projection().execute("nowhere", "INSERT INTO no_such_table VALUES (1)");
        append(event("a", "a"), event("fault", "b"), event("c", "c"), event("constraint", "d"), event("e", "e"));
        append(event("rollback", "f"), event("g", "g"), event("deferred", "h"), event("nowhere", "i"), event("j", "j"));

        node.catchUp();

        assertThat(parked(node))
                .containsExactly(
                        "fault|failed|fault",
                        "constraint|failed|constraint",
                        "rollback|failed|constraint",
                        "deferred|failed|constraint",
                        "nowhere|failed|constraint");
        assertThat(node.query("SELECT events FROM item ORDER BY subject")).containsExactly("a", "c", "e", "g", "j");
        assertThat(node.one("SELECT count(*) FROM applied_events")).isEqualTo("5");
    }

    @Test
    void failure_thatClosesTheStatement_isNotTakenForItsNeighbours() throws Exception {
        Node node = new Node(directory, feed);
        node.execute("CREATE TABLE document (content TEXT CHECK (json_extract(content, '$.a') IS NOT NULL))");
        node.projection().insert("bad", "document", "no JSON");
        for (String good : List.of("a", "c", "d")) {
            node.projection().insert(good, "document", "{\"a\": 1}");
        }
        append(event("a", "one"), event("bad", "two"), event("c", "three"));

        node.catchUp();
        append(event("d", "four"));
        node.catchUp();

        assertThat(parked(node)).containsExactly("bad|failed|constraint");
        assertThat(node.one("SELECT count(*) FROM document")).isEqualTo("3");
    }

    @Test
    void retry_thatFailsAtTheCommit_staysParked_andHoldsNothingElse() throws Exception {
        Node node = new Node(directory, feed);
        node.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
        node.execute("CREATE TABLE child (id INTEGER PRIMARY KEY,"
                + " parent INTEGER NOT NULL REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)");
        node.projection().execute("deferred", "INSERT INTO child VALUES (1, 99)");
        append(event("deferred", "one"), event("b", "one"), event("c", "two"));
        node.catchUp();
        node.execute("UPDATE parked_events SET state = 'retry' WHERE state = 'failed'");

        node.catchUp();
        assertThat(parked(node)).containsExactly("deferred|failed|constraint", "b|behind|");

        node.execute("INSERT INTO parent VALUES (99)");
        node.execute("UPDATE parked_events SET state = 'retry' WHERE state = 'failed'");
        node.catchUp();
        assertThat(parked(node)).isEmpty();
        assertThat(node.query("SELECT events FROM item ORDER BY subject")).containsExactly("deferred b", "c");
    }

    @Test
    void stop_beforeEverythingIsApplied_isTold_andAnApplierWorksOnce() throws Exception {
        Node node = new Node(directory, feed);
        Applier applier = node.applier(Node.QUICK);
        applier.stop();

        assertThat(applier.catchUp()).isFalse();
        assertThatThrownBy(applier::catchUp).isInstanceOf(IllegalStateException.class);
        assertThat(node.applier(Node.QUICK).catchUp()).isTrue();
    }

    @Test
    void numbers_accountForEachEventOnce() throws Exception {
        Node node = new Node(directory, feed);
        node.projection().refuse("bad");
        append(event("a", "one"), event("bad", "one"), event("b", "two"), event("c", "one"), event("d", "two"));
        SimpleMeterRegistry numbers = new SimpleMeterRegistry();

        node.applier(Node.QUICK, numbers).catchUp();

        assertThat(number(numbers, "applied")).isEqualTo(3);
        assertThat(number(numbers, "parked")).isEqualTo(1);
        assertThat(number(numbers, "parked.behind")).isEqualTo(1);
        assertThat(number(numbers, "skipped")).isZero();
        assertThat(numbers.get("controlfeed.applier.cursor").gauge().value())
                .isEqualTo(Double.parseDouble(node.one("SELECT control_version FROM controlfeed_cursor")));
        assertThat(numbers.get("controlfeed.applier.delay").timer().count()).isEqualTo(3);
        assertThat(numbers.get("controlfeed.applier.held").gauge().value()).isZero();

        node.projection().mend();
        node.execute("UPDATE parked_events SET state = 'retry' WHERE state = 'failed'");
        SimpleMeterRegistry later = new SimpleMeterRegistry();
        node.applier(Node.QUICK, later).catchUp();
        assertThat(number(later, "retried")).isEqualTo(2);
        assertThat(number(later, "applied")).isZero();
    }

    @Test
    void lag_isNeverLessThanWhatIsLeft_andNothingAtTheEnd() throws Exception {
        int events = 3_000;
        Node node = new Node(directory, feed);
        for (int i = 0; i < events; i++) {
            append(event("event-" + i, "subject-" + i));
        }
        SimpleMeterRegistry numbers = new SimpleMeterRegistry();
        Applier applier = node.applier(Node.QUICK, numbers);
        List<Double> lags = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        applier.listen((applied, begun) -> {
            left.add((left.isEmpty() ? events : left.get(left.size() - 1)) - applied.size());
            lags.add(numbers.get("controlfeed.applier.lag").gauge().value());
        });

        applier.catchUp();

        assertThat(left).isNotEmpty().endsWith(0);
        for (int i = 0; i < lags.size(); i++) {
            assertThat(lags.get(i)).isGreaterThanOrEqualTo(left.get(i));
        }
        assertThat(numbers.get("controlfeed.applier.lag").gauge().value()).isZero();
    }

    private static double number(SimpleMeterRegistry numbers, String name) {
        return numbers.get("controlfeed.applier." + name).counter().count();
    }

    @Test
    void baseVersion_thatIsNotTheCurrentOne_isAConflict() throws Exception {
        Node node = new Node(directory, feed);
        append(versioned("a", 1L, 0L), versioned("b", 2L, 1L), versioned("late", 2L, 1L));

        node.catchUp();

        assertThat(node.query("SELECT events FROM item")).containsExactly("a b");
        assertThat(parked(node)).containsExactly("late|failed|conflict");
        assertThat(node.one("SELECT version FROM controlfeed_subject")).isEqualTo("2");
    }

    @Test
    void subjects_thatReadAlikeWithTheirTenant_areNotOne() throws Exception {
        Node node = new Node(directory, feed);
        node.projection().refuse("a");
        append(ofTenant("a", null, "org/team/x"), ofTenant("b", "org", "team/x"), ofTenant("c", "org/team", "x"));
        append(ofTenant("d", "org", "team/x"));

        node.catchUp();

        assertThat(parked(node)).containsExactly("a|failed|bad-content");
        assertThat(node.query("SELECT subject, tenant_id, version FROM controlfeed_subject"))
                .containsExactly("team/x|org|2", "x|org/team|1");

        node.projection().mend();
        node.execute("UPDATE parked_events SET state = 'retry'");
        node.catchUp();
        assertThat(parked(node)).isEmpty();
    }

    private ControlEvent ofTenant(String id, @Nullable String tenant, String subject) {
        long version = id.equals("d") ? 2 : 1;
        return ControlEvent.builder(id, "item.changed", subject)
                .tenantId(tenant)
                .version(version)
                .baseVersion(version - 1)
                .build();
    }

    @Test
    void gap_isTold_andTheCursorStays() throws Exception {
        Node node = new Node(directory, feed);
        append(event("a", "one"));
        node.catchUp();
        String cursor = node.one("SELECT control_version FROM controlfeed_cursor");
        append(event("b", "one"), event("c", "one"));
        feed.removeUpTo(Long.parseLong(cursor) + 2);

        assertThatThrownBy(node::catchUp).isInstanceOf(FeedException.Gap.class);

        assertThat(node.one("SELECT control_version FROM controlfeed_cursor")).isEqualTo(cursor);
    }

    @Test
    void anotherEpoch_isTold_andTheCursorStays() throws Exception {
        Node node = new Node(directory, feed);
        append(event("a", "one"));
        node.catchUp();
        feed.recreate();
        append(event("b", "one"), event("c", "one"));

        assertThatThrownBy(node::catchUp).isInstanceOf(FeedException.EpochChanged.class);

        assertThat(node.query("SELECT event_id FROM applied_events")).containsExactly("a");
    }

    @Test
    void aSecondApplier_isRefused() throws Exception {
        Node node = new Node(directory, feed);
        node.during(Node.QUICK, applier -> {
            Eventually.holds("the first one works", applier::isCaughtUp);
            assertThatThrownBy(node::catchUp).isInstanceOf(NodeException.class);
        });
    }
}
