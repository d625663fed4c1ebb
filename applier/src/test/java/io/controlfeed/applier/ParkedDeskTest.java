package io.controlfeed.applier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.applier.node.Operator;
import io.controlfeed.applier.node.ParkedDesk;
import io.controlfeed.applier.node.ParkedDesk.Filter;
import io.controlfeed.applier.node.ParkedEntry;
import io.controlfeed.applier.node.ParkedState;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.tck.MemoryFeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator decides, while an applier runs and while none does. */
class ParkedDeskTest {
    private static final Operator SOMEBODY = new Operator("somebody", "because");
    private static final Filter ALL = new Filter(EnumSet.allOf(ParkedState.class), null, null, 100);

    private final MemoryFeed feed = new MemoryFeed();

    @TempDir
    private Path directory;

    private Node node;
    private ParkedDesk desk;

    /** One event that fails, two that wait behind it, one that fails in another way, and one that is fine. */
    @BeforeEach
    void parked() throws Exception {
        node = new Node(directory, feed);
        desk = new ParkedDesk(node.database());
        node.projection().refuse("bad");
        node.projection().fail("faulty", new IllegalStateException("a bug"));
        append("bad", "one");
        append("second", "one");
        append("third", "one");
        append("faulty", "two");
        append("good", "three");
        node.catchUp();
        assertThat(states()).containsExactly("bad failed", "second behind", "third behind", "faulty failed");
    }

    private void append(String id, String subject) {
        try (Sink sink = FeedRegistry.of(feed).openSink("memory", Map.of())) {
            sink.append(ControlEvent.builder(id, "item.changed", subject).build());
        }
    }

    private List<String> states() throws SQLException {
        return desk.list(ALL).stream()
                .map(entry -> entry.event().eventId() + " " + entry.state().word())
                .toList();
    }

    private List<String> actions() throws SQLException {
        return node.query("SELECT action, event_id, actor, reason FROM controlfeed_action ORDER BY id");
    }

    private List<String> effects() throws SQLException {
        return node.query("SELECT subject, events FROM item ORDER BY subject");
    }

    @Test
    void list_choosesByStateKindAndSubject() throws Exception {
        assertThat(desk.list(new Filter(EnumSet.of(ParkedState.FAILED), null, null, 100)))
                .extracting(ParkedEntry::kind)
                .containsExactly("bad-content", "fault");
        assertThat(desk.list(new Filter(EnumSet.allOf(ParkedState.class), "fault", null, 100)))
                .extracting(entry -> entry.event().eventId())
                .containsExactly("faulty");
        assertThat(desk.list(new Filter(EnumSet.allOf(ParkedState.class), null, "one", 2)))
                .extracting(entry -> entry.event().eventId())
                .containsExactly("bad", "second");
    }

    @Test
    void show_tellsWhatIsKnownOfAnEvent() throws Exception {
        ParkedEntry bad = desk.show("bad").orElseThrow();

        assertThat(bad.error()).isEqualTo("it is bad. Mend it.");
        assertThat(bad.attempts()).isEqualTo(1);
        assertThat(bad.triedAt()).isEqualTo(bad.parkedAt());
        ParkedEntry second = desk.show("second").orElseThrow();
        assertThat(second.kind()).isNull();
        assertThat(second.triedAt()).isNull();
        assertThat(desk.show("good")).isEmpty();
    }

    @Test
    void retry_whileNoApplierRuns_isCarriedOutByTheNext_withWhatWaitsBehind() throws Exception {
        node.projection().mend();

        assertThat(desk.retry(List.of("bad", "bad"), SOMEBODY)).isEqualTo(1);
        assertThat(states()).startsWith("bad retry", "second behind");
        node.catchUp();

        assertThat(states()).containsExactly("faulty failed");
        assertThat(effects()).containsExactly("one|bad second third", "three|good");
        assertThat(actions()).containsExactly("retry|bad|somebody|because");
    }

    @Test
    void retry_whileAnApplierRuns_isCarriedOutByIt() throws Exception {
        node.projection().mend();

        node.during(Node.QUICK, applier -> {
            desk.retry(List.of("bad"), SOMEBODY);
            Eventually.holds("it is done", () -> states().equals(List.of("faulty failed")));
            desk.retryAll(null, SOMEBODY);
            Eventually.holds("all is done", () -> states().isEmpty());
        });

        assertThat(effects()).containsExactly("one|bad second third", "three|good", "two|faulty");
    }

    @Test
    void retry_thatFailsAgain_countsTheAttempt() throws Exception {
        desk.retry(List.of("bad"), SOMEBODY);
        node.catchUp();

        assertThat(states()).startsWith("bad failed", "second behind");
        assertThat(desk.show("bad").orElseThrow().attempts()).isEqualTo(2);
    }

    @Test
    void retryAll_takesThoseOfOneKind_orAll() throws Exception {
        assertThat(desk.retryAll("fault", SOMEBODY)).isEqualTo(1);
        assertThat(states()).containsExactly("bad failed", "second behind", "third behind", "faulty retry");
        assertThat(desk.retryAll(null, SOMEBODY)).isEqualTo(1);
        assertThat(states()).containsExactly("bad retry", "second behind", "third behind", "faulty retry");
    }

    @Test
    void retry_ofOneThatWaits_namesTheOneBeforeIt_andDoesNothing() throws Exception {
        assertThatThrownBy(() -> desk.retry(List.of("faulty", "third", "good"), SOMEBODY))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("'third' waits behind 'bad'; 'good' is not parked");

        assertThat(states()).containsExactly("bad failed", "second behind", "third behind", "faulty failed");
        assertThat(actions()).isEmpty();
    }

    @Test
    void discard_letsTheRestOfItsSubjectGoOn() throws Exception {
        assertThat(desk.discard(List.of("bad"), SOMEBODY)).isEqualTo(1);
        assertThat(states()).startsWith("bad discarded", "second retry", "third behind");
        node.catchUp();

        assertThat(states()).containsExactly("bad discarded", "faulty failed");
        assertThat(effects()).containsExactly("one|second third", "three|good");
        assertThat(actions()).containsExactly("discard|bad|somebody|because");
    }

    @Test
    void discard_whileAnApplierRuns_freesTheSubject_alsoForWhatComes() throws Exception {
        node.during(Node.QUICK, applier -> {
            append("fourth", "one");
            desk.discard(List.of("bad"), SOMEBODY);
            append("fifth", "one");
            Eventually.holds("the rest is applied", () -> effects().contains("one|second third fourth fifth"));
        });

        assertThat(states()).containsExactly("bad discarded", "faulty failed");
    }

    @Test
    void discard_ofAllOfASubject_leavesNothingToTry() throws Exception {
        assertThat(desk.discard(List.of("third", "bad", "second"), SOMEBODY)).isEqualTo(3);
        node.catchUp();

        assertThat(states()).containsExactly("bad discarded", "second discarded", "third discarded", "faulty failed");
        assertThat(effects()).containsExactly("three|good");
    }

    @Test
    void discard_isForGood() throws Exception {
        desk.discard(List.of("bad"), SOMEBODY);

        assertThatThrownBy(() -> desk.retry(List.of("bad"), SOMEBODY)).hasMessageContaining("'bad' was discarded");
        assertThatThrownBy(() -> desk.discard(List.of("bad"), SOMEBODY)).hasMessageContaining("'bad' was discarded");
    }

    @Test
    void fileThatIsNoNode_isSaid() throws Exception {
        NodeDatabase other = NodeDatabase.at(Files.createFile(directory.resolve("other.db")));

        assertThatThrownBy(() -> new ParkedDesk(other).list(ALL))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("it is no node's file");
    }
}
