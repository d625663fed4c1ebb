package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.events;
import static io.controlfeed.feed.file.Events.unsynced;
import static io.controlfeed.feed.file.Events.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers say when somebody has removed events, or damaged one. */
class RetentionTest {
    @TempDir
    Path dir;

    private FileSink sink;
    private FileSource source;
    private FeedLayout layout;

    @BeforeEach
    void aFeedOfTwoDirectories() throws Exception {
        sink = FileSink.open(unsynced(dir));
        // As if the events before these had been removed already.
        Files.write(dir.resolve("head.properties"), new Head(sink.epoch(), 997).encode());
        source = FileSource.open(unsynced(dir));
        layout = new FeedLayout(dir);
        sink.append(events(6));
    }

    @AfterEach
    void close() {
        source.close();
        sink.close();
    }

    @Test
    void removedOldestDirectory_isAGap() throws Exception {
        removeOldestDirectory();

        assertThatThrownBy(() -> source.poll(5, Duration.ZERO)).isInstanceOfSatisfying(FeedException.Gap.class, gap -> {
            assertThat(gap.askedFor()).isEqualTo(5);
            assertThat(gap.earliest()).isEqualTo(1000);
            assertThat(gap.end()).isEqualTo(1003);
        });
        assertThat(versions(source.poll(999, Duration.ZERO))).containsExactly(1000L, 1001L, 1002L, 1003L);
        assertThat(sink.append(event("y")).controlVersion()).isEqualTo(1004);
    }

    @Test
    void lookup_ofAStretchThatWasRemoved_isAGap() throws Exception {
        removeOldestDirectory();

        assertThatThrownBy(() -> sink.versionsOf(List.of("e4"), 998)).isInstanceOf(FeedException.Gap.class);
        assertThat(sink.versionsOf(List.of("e1", "e4", "e6"), 1002)).containsOnlyKeys("e6");
        assertThat(sink.versionsOf(List.of("e6"), 1003)).isEmpty();
        assertThatThrownBy(() -> sink.versionsOf(List.of("e6"), 1004)).isInstanceOf(FeedException.Gap.class);
    }

    @Test
    void removalUnderWay_whichDeletesInAnyOrder_isAGap() throws Exception {
        Files.delete(layout.event(999));

        assertThat(versions(source.poll(997, Duration.ZERO))).containsExactly(998L);
        assertThatThrownBy(() -> source.poll(998, Duration.ZERO))
                .isInstanceOfSatisfying(FeedException.Gap.class, gap -> {
                    assertThat(gap.askedFor()).isEqualTo(998);
                    assertThat(gap.earliest()).isEqualTo(1000);
                });
        for (long after : new long[] {997, 998}) {
            assertThatThrownBy(() -> sink.versionsOf(List.of("e2"), after))
                    .isInstanceOfSatisfying(
                            FeedException.Gap.class,
                            gap -> assertThat(gap.earliest()).isEqualTo(1000));
        }
        assertThat(sink.versionsOf(List.of("e2", "e3"), 999)).containsOnlyKeys("e3");
    }

    @Test
    void idOfARemovedEvent_getsANewVersion() throws Exception {
        removeOldestDirectory();

        assertThat(sink.append(event("e1")).controlVersion()).isEqualTo(1004);
    }

    @Test
    void everythingRemoved_isAGapUpToTheEnd() throws Exception {
        for (long version = 998; version <= 1003; version++) {
            Files.delete(layout.event(version));
        }

        assertThatThrownBy(() -> source.poll(0, Duration.ZERO))
                .isInstanceOfSatisfying(
                        FeedException.Gap.class,
                        gap -> assertThat(gap.earliest()).isEqualTo(1004));
        assertThat(source.poll(1003, Duration.ZERO)).isEmpty();
        assertThat(sink.versionsOf(List.of("e6"), 1003)).isEmpty();
    }

    @Test
    void beyondTheEnd_isAGap() {
        assertThatThrownBy(() -> source.poll(1004, Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        FeedException.Gap.class, gap -> assertThat(gap.end()).isEqualTo(1003));
    }

    @Test
    void missingInTheMiddle_isCorrupt_afterWhatIsBeforeIt() throws Exception {
        Files.delete(layout.event(1002));

        assertThat(versions(source.poll(999, Duration.ZERO))).containsExactly(1000L, 1001L);
        assertThatThrownBy(() -> source.poll(1001, Duration.ZERO))
                .isInstanceOfSatisfying(
                        FeedException.Corrupt.class,
                        corrupt -> assertThat(corrupt.position()).isEqualTo(1002))
                .hasMessageContaining(layout.event(1002).toString());
        assertThat(versions(source.poll(1002, Duration.ZERO))).containsExactly(1003L);
    }

    @Test
    void garbled_isCorrupt_afterWhatIsBeforeIt() throws Exception {
        Files.writeString(layout.event(1001), "{\"event_id\":");

        assertThat(versions(source.poll(999, Duration.ZERO))).containsExactly(1000L);
        assertThatThrownBy(() -> source.poll(1000, Duration.ZERO))
                .isInstanceOfSatisfying(
                        FeedException.Corrupt.class,
                        corrupt -> assertThat(corrupt.position()).isEqualTo(1001))
                .hasMessageContaining(layout.event(1001).toString())
                .hasMessageContaining("the JSON ends too early");
    }

    @Test
    void anotherVersion_isCorrupt() throws Exception {
        Files.copy(layout.event(998), layout.event(1001), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> source.poll(1000, Duration.ZERO))
                .isInstanceOf(FeedException.Corrupt.class)
                .hasMessageContaining("it carries control version 998, not 1001");
    }

    @Test
    void poll_ofLargeEvents_stopsAtAFewMegabytes() throws Exception {
        String large = "x".repeat(8000);
        for (int i = 0; i < 100; i++) {
            sink.append(ControlEvent.builder("large" + i, "t", "s")
                    .attribute("a", large)
                    .attribute("b", large)
                    .attribute("c", large)
                    .attribute("d", large)
                    .attribute("e", large)
                    .attribute("f", large)
                    .attribute("g", large)
                    .build());
        }

        assertThat(source.poll(1003, Duration.ZERO)).hasSizeBetween(70, 80);
    }

    private void removeOldestDirectory() throws Exception {
        for (long version = 998; version < 1000; version++) {
            Files.delete(layout.event(version));
        }
        Files.delete(layout.event(998).getParent());
    }
}
