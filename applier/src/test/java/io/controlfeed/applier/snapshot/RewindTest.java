package io.controlfeed.applier.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.NodeException;
import io.controlfeed.applier.node.NodeLock;
import io.controlfeed.feed.FeedException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewindTest {
    private final FedFeed feed = new FedFeed(30);

    @TempDir
    Path dir;

    private FedNode node;

    @BeforeEach
    void make() throws Exception {
        node = FedNode.make(dir.resolve("node.db"), "node", feed.epoch(), 20, "word");
        node.execute(
                "INSERT INTO parked_events (event_id, lane, control_version, subject, event, state, kind, parked_at) VALUES"
                        + " ('p1', 0, 15, 's', '{}', 'failed', 'conflict', 1), ('p2', 0, 16, 's', '{}', 'discarded', 'fault', 1)",
                "UPDATE controlfeed_node SET forgotten_before = 5");
    }

    @Test
    void toTheBeginning_emptiesWhatCameFromTheFeed_andNothingElse() throws Exception {
        assertThat(rewind("HOST", "tenant", "not there").toBeginning())
                .extracting(LanePosition::controlVersion)
                .containsExactly(20L);
        assertThat(counts()).isEqualTo("host 0, tenant 0, mine 1, applied 0, subjects 0, fingerprints 0, parked p2");
        requirePosition(0, 0);
        assertThat(node.value("SELECT forgotten_before FROM controlfeed_node")).isEqualTo("0");
        assertThat(lastAction()).isEqualTo("rewind to the beginning by somebody: to try it");
    }

    @Test
    void toAVersion_keepsTheRows_andForgetsWhatCameLater() throws Exception {
        assertThat(rewind("host", "tenant").to(12).controlVersion()).isEqualTo(20);
        assertThat(counts()).isEqualTo("host 20, tenant 1, mine 1, applied 12, subjects 12, fingerprints 2, parked p2");
        requirePosition(12, 20);
        assertThat(lastAction()).isEqualTo("rewind of lane 0 to 12 by somebody: to try it");

        rewind("host", "tenant").to(0, 6);
        requirePosition(6, 20);
    }

    @Test
    void versionThatIsNoEarlierOne_isRefused() {
        requireRefused(() -> rewind().to(21), "it stands at 20");
        requireRefused(() -> rewind().to(0), "ask for that");
        requireRefused(() -> rewind().to(-1), "from 1 up");
        requireRefused(() -> rewind().to(1, 5), "nothing of lane 1");
    }

    @Test
    void severalLanes_needOneThatIsNamed_orGoBackTogether() throws Exception {
        node.execute("INSERT INTO controlfeed_cursor VALUES (1, 'memory', '" + feed.epoch() + "', 18, 5, 6, 0)");
        node.execute("UPDATE applied_events SET lane = 1 WHERE id = 17");
        requireRefused(() -> rewind().to(5), "2 lanes");
        rewind().to(0, 12);
        requirePosition(12, 20);
        assertThat(node.value("SELECT count(*) FROM applied_events")).isEqualTo("13");
        assertThat(node.positions().get(1).controlVersion()).isEqualTo(18);
        rewind("host", "tenant").toBeginning();
        assertThat(node.positions()).extracting(LanePosition::controlVersion).containsExactly(0L, 0L);
        assertThat(node.positions()).extracting(LanePosition::replayUntil).containsExactly(0L, 0L);
    }

    @Test
    void feedThatDoesNotHoldIt_refuses_andNothingIsChanged() throws Exception {
        String before = counts();
        feed.memory.removeUpTo(10);
        assertThatThrownBy(() -> rewind("host", "tenant").toBeginning()).isInstanceOf(FeedException.Gap.class);
        assertThatThrownBy(() -> rewind().to(9)).isInstanceOf(FeedException.Gap.class);
        feed.memory.goAway();
        assertThatThrownBy(() -> rewind().to(15)).isInstanceOf(FeedException.Unavailable.class);
        feed.memory.comeBack();
        rewind().to(15);
        feed.memory.recreate();
        assertThatThrownBy(() -> rewind().to(15)).isInstanceOf(FeedException.EpochChanged.class);
        requirePosition(15, 20);
        assertThat(before).startsWith("host 20, tenant 1, mine 1, applied 20");
    }

    @Test
    void rowsOfTheOperator_thatReferToWhatWouldGo_refuse() throws Exception {
        node.execute("CREATE TABLE note (host TEXT REFERENCES host)", "INSERT INTO note VALUES ('h1')");
        String before = counts();
        requireRefused(() -> rewind("host", "tenant").toBeginning(), "other rows refer");
        assertThat(counts()).isEqualTo(before);
        requirePosition(20, 0);
    }

    @Test
    void whileAnApplierRuns_orWhereNothingWasApplied_isRefused() throws Exception {
        NodeLock applier = NodeLock.take(node.database);
        requireRefused(() -> rewind().to(5), "this process works on it");
        applier.close();
        node.execute("DELETE FROM controlfeed_cursor");
        requireRefused(() -> rewind().to(5), "nothing was applied");
        requireRefused(() -> rewind().toBeginning(), "nothing was applied");
    }

    private Rewind rewind(String... tables) {
        return new Rewind(node.database, Set.of(tables), feed::source, "somebody", "to try it");
    }

    private interface Attempt {
        Object make() throws Exception;
    }

    private static void requireRefused(Attempt attempt, String why) {
        assertThatThrownBy(attempt::make).isInstanceOf(NodeException.class).hasMessageContaining(why);
    }

    private void requirePosition(long version, long replayUntil) throws Exception {
        LanePosition position = node.positions().get(0);
        assertThat(position.controlVersion()).isEqualTo(version);
        assertThat(position.replayUntil()).isEqualTo(replayUntil);
    }

    private String counts() throws Exception {
        return (String) node.value(
                "SELECT 'host ' || (SELECT count(*) FROM host) || ', tenant ' || (SELECT count(*) FROM tenant)"
                        + " || ', mine ' || (SELECT count(*) FROM mine) || ', applied ' || (SELECT count(*) FROM applied_events)"
                        + " || ', subjects ' || (SELECT count(*) FROM controlfeed_subject)"
                        + " || ', fingerprints ' || (SELECT count(*) FROM controlfeed_fingerprint)"
                        + " || ', parked ' || (SELECT group_concat(event_id) FROM parked_events)");
    }

    private String lastAction() throws Exception {
        return (String) node.value(
                "SELECT action || ' by ' || actor || ': ' || reason FROM controlfeed_action ORDER BY id DESC LIMIT 1");
    }
}
