package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.ids;
import static io.controlfeed.feed.file.Events.readAll;
import static io.controlfeed.feed.file.Events.unsynced;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An append that fails at each of its steps. A directory in the way of a file makes that step fail as a full disk would. */
class AppendFailureTest {
    @TempDir
    Path dir;

    private FileSink sink;
    private FeedLayout layout;

    private final List<ControlEvent> batch = List.of(
            event("a", "s1"), event("b", "s2"), event("c", "s2"), event("d", "s3"), event("e", "s3"), event("e1"));

    @BeforeEach
    void aFeedOfOneEvent() {
        sink = FileSink.open(unsynced(dir));
        layout = new FeedLayout(dir);
        sink.append(event("e1"));
    }

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void writingFails_whatIsBeforeItIsIn_andTheRestCertainlyNot() throws Exception {
        Path obstacle = Files.createDirectories(layout.staged(1).resolve("x"));

        assertStopsAtB(sink.append(batch));

        remove(obstacle);
        assertGoesOn();
    }

    @Test
    void enteringTheIdFails_whatIsBeforeItIsIn_andTheRestCertainlyNot() throws Exception {
        Path obstacle = Files.createDirectories(layout.idEntry("b").resolve("x"));

        assertStopsAtB(sink.append(batch));

        remove(obstacle);
        assertGoesOn();
    }

    @Test
    void namingFails_whatIsBeforeItIsIn_andTheRestCertainlyNot() throws Exception {
        Path obstacle = Files.createDirectories(layout.event(3).resolve("x"));

        assertStopsAtB(sink.append(batch));

        remove(obstacle);
        assertGoesOn();
    }

    @Test
    void stagingTheHeadFails_nothingIsIn() throws Exception {
        Path obstacle = Files.createDirectories(layout.stagedHead().resolve("x"));

        List<AppendOutcome> outcomes = sink.append(batch);

        assertThat(outcomes.subList(0, 5)).allMatch(AppendFailureTest::isCertainlyNotIn);
        assertThat(outcomes.get(5)).isInstanceOf(AppendOutcome.Duplicate.class);
        remove(obstacle);
        assertGoesOn();
    }

    @Test
    void committingFails_isIndeterminate_andTheRetryTells() throws Exception {
        OpenFeed feed = new FeedOpening(unsynced(dir)).forWriting();
        Head head = feed.head("test");
        byte[] content = Files.readAllBytes(layout.head());
        Files.delete(layout.head());
        Path obstacle = Files.createDirectories(layout.head().resolve("x"));

        List<AppendOutcome> outcomes = new BatchAppend(feed, new Unsynced(feed.disk()), head, batch).run();

        assertThat(outcomes.subList(0, 5))
                .allSatisfy(outcome -> assertThat(((AppendOutcome.Failed) outcome).error())
                        .isInstanceOf(FeedException.Indeterminate.class)
                        .hasMessageContaining("Append it again with the same event id"));
        remove(obstacle);
        Files.write(layout.head(), content);
        assertThat(sink.append(batch)).allMatch(AppendOutcome.Duplicate.class::isInstance);
        assertThat(ids(readAll(dir))).containsExactly("e1", "a", "b", "c", "d", "e");
    }

    @Test
    void repeatedIdInABatch_sharesTheFateOfTheFirst() throws Exception {
        List<AppendOutcome> outcomes = sink.append(List.of(event("x"), event("x"), event("y")));

        assertThat(outcomes.get(0)).isInstanceOf(AppendOutcome.Appended.class);
        assertThat(outcomes.get(1))
                .isEqualTo(new AppendOutcome.Duplicate(event("x").stamped(2)));

        Path obstacle = Files.createDirectories(layout.staged(0).resolve("x"));
        List<AppendOutcome> failed = sink.append(List.of(event("z"), event("z")));
        assertThat(failed).allMatch(AppendOutcome.Failed.class::isInstance);
        remove(obstacle);
    }

    private void assertStopsAtB(List<AppendOutcome> outcomes) throws Exception {
        assertThat(outcomes.get(0))
                .isEqualTo(new AppendOutcome.Appended(event("a", "s1").stamped(2)));
        assertThat(((AppendOutcome.Failed) outcomes.get(1)).error())
                .isInstanceOf(FeedException.Unavailable.class)
                .hasMessageStartingWith("append of event 'b' to file:" + dir);
        assertThat(outcomes.get(2)).isEqualTo(new AppendOutcome.HeldBack(batch.get(2), "b"));
        assertThat(((AppendOutcome.Failed) outcomes.get(3)).error())
                .isInstanceOf(FeedException.Unavailable.class)
                .hasMessageContaining("not tried because the write of event 'b' before it failed");
        assertThat(outcomes.get(4)).isEqualTo(new AppendOutcome.HeldBack(batch.get(4), "d"));
        assertThat(outcomes.get(5))
                .isEqualTo(new AppendOutcome.Duplicate(batch.get(5).stamped(1)));
        assertThat(ids(readAll(dir))).containsExactly("e1", "a");
    }

    private void assertGoesOn() throws Exception {
        assertThat(sink.append(batch)).allMatch(outcome -> outcome.orThrow().controlVersion() > 0);
        assertThat(ids(readAll(dir))).containsExactly("e1", "a", "b", "c", "d", "e");
    }

    private static boolean isCertainlyNotIn(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.HeldBack
                || (outcome instanceof AppendOutcome.Failed failed
                        && failed.error() instanceof FeedException.Unavailable);
    }

    private static void remove(Path inner) throws Exception {
        Files.delete(inner);
        Files.delete(inner.getParent());
    }
}
