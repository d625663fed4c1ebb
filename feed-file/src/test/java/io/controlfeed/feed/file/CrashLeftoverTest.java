package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.ids;
import static io.controlfeed.feed.file.Events.names;
import static io.controlfeed.feed.file.Events.putEventFile;
import static io.controlfeed.feed.file.Events.readAll;
import static io.controlfeed.feed.file.Events.synced;
import static io.controlfeed.feed.file.Events.text;
import static io.controlfeed.feed.file.Events.unsynced;
import static io.controlfeed.feed.file.Events.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test makes by hand the state that a crash leaves at one point of an append. */
class CrashLeftoverTest {
    @TempDir
    Path dir;

    @BeforeEach
    void aFeedOfOneEvent() {
        try (FileSink sink = FileSink.open(synced(dir))) {
            sink.append(event("e1"));
        }
    }

    @Test
    void reader_doesNotSeeAnEventThatTheHeadDoesNotCount() throws Exception {
        try (Source source = FileSource.open(unsynced(dir))) {
            putEventFile(dir, event("e2"), 2);

            assertThat(ids(readAll(source, 0))).containsExactly("e1");
        }
    }

    @Test
    void retry_ofAnEventThatWasNamedButNotCounted_isADuplicate() throws Exception {
        try (FileSink sink = FileSink.open(synced(dir))) {
            putEventFile(dir, event("e2"), 2);

            AppendOutcome retried = sink.append(List.of(event("e2"))).get(0);

            assertThat(retried).isInstanceOf(AppendOutcome.Duplicate.class);
            assertThat(retried.event().controlVersion()).isEqualTo(2);
            assertThat(sink.versionsOf(List.of("e2"), 1)).containsEntry("e2", 2L);
            assertThat(ids(readAll(dir))).containsExactly("e1", "e2");
        }
    }

    @Test
    void append_goesOnBehindWhatWasNamedButNotCounted() throws Exception {
        try (FileSink sink = FileSink.open(synced(dir))) {
            putEventFile(dir, event("e2"), 2);
            putEventFile(dir, event("e3"), 3);

            assertThat(sink.append(event("e4")).controlVersion()).isEqualTo(4);
            assertThat(ids(readAll(dir))).containsExactly("e1", "e2", "e3", "e4");
        }
    }

    @Test
    void lookup_settlesWhatWasNamedButNotCounted() throws Exception {
        try (FileSink sink = FileSink.open(synced(dir))) {
            putEventFile(dir, event("e2"), 2);

            assertThat(sink.versionsOf(List.of("e2"), 0)).containsEntry("e2", 2L);
        }
    }

    @Test
    void opening_finishesWhatWasNamedButNotCounted() throws Exception {
        putEventFile(dir, event("e2"), 2);

        assertThat(ids(readAll(dir))).containsExactly("e1", "e2");
        assertThat(Files.exists(new FeedLayout(dir).idEntry("e2"))).isTrue();
    }

    @Test
    void opening_afterAPowerLossThatTookAnOlderHead_findsTheWholeFeed() throws Exception {
        String oldHead = text(dir.resolve("head.properties"));
        try (FileSink sink = FileSink.open(synced(dir))) {
            sink.append(List.of(event("e2"), event("e3")));
        }
        Files.writeString(dir.resolve("head.properties"), oldHead);

        try (Source source = FileSource.open(synced(dir))) {
            assertThat(source.poll(3, Duration.ZERO)).isEmpty();
            assertThat(versions(readAll(source, 0))).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void poll_beyondAnOlderHeadWithEventsBehindIt_isNoGap() throws Exception {
        try (Source source = FileSource.open(unsynced(dir))) {
            putEventFile(dir, event("e2"), 2);

            assertThatThrownBy(() -> source.poll(2, Duration.ZERO)).isInstanceOf(FeedException.Unavailable.class);
        }
    }

    @Test
    void append_setsAsideAGarbledLeftover() throws Exception {
        try (FileSink sink = FileSink.open(synced(dir))) {
            Files.writeString(new FeedLayout(dir).event(2), "{\"event_id\":\"e2\",\"contr");

            assertThat(sink.append(event("e2")).controlVersion()).isEqualTo(2);
            assertThat(ids(readAll(dir))).containsExactly("e1", "e2");
            assertThat(names(dir.resolve("rejected")))
                    .containsExactly("000000000002.json", "000000000002.json.reason.txt");
        }
    }

    @Test
    void append_setsAsideALeftoverOfAnotherVersion() throws Exception {
        try (FileSink sink = FileSink.open(synced(dir))) {
            Files.write(
                    new FeedLayout(dir).event(2), EventFiles.encode(event("e2").stamped(7)));

            assertThat(sink.append(event("e3")).controlVersion()).isEqualTo(2);
            assertThat(ids(readAll(dir))).containsExactly("e1", "e3");
        }
    }

    @Test
    void leftoverBeyondAHole_neverComesBack() throws Exception {
        putEventFile(dir, event("lost-second"), 3);
        try (FileSink sink = FileSink.open(synced(dir))) {
            sink.append(event("other"));
            sink.append(event("another"));

            assertThat(ids(readAll(dir))).containsExactly("e1", "other", "another");
            assertThat(sink.append(event("lost-second")).controlVersion()).isEqualTo(4);
        }
    }

    @Test
    void idEntryOfAVersionBeyondTheEnd_isStale() throws Exception {
        enter("e2", EventFiles.encode(event("e2").stamped(9)));
        try (FileSink sink = FileSink.open(synced(dir))) {
            assertThat(sink.versionsOf(List.of("e2"), 0)).isEmpty();
            assertThat(sink.append(List.of(event("e2"))).get(0)).isInstanceOf(AppendOutcome.Appended.class);
            assertThat(sink.append(List.of(event("e2"))).get(0)).isInstanceOf(AppendOutcome.Duplicate.class);
        }
    }

    @Test
    void idEntryOfAVersionThatAnotherEventHas_isStale() throws Exception {
        enter("e2", EventFiles.encode(event("e2").stamped(1)));
        try (FileSink sink = FileSink.open(synced(dir))) {
            assertThat(sink.append(event("e2")).controlVersion()).isEqualTo(2);
            assertThat(sink.versionsOf(List.of("e1", "e2"), 0))
                    .containsEntry("e1", 1L)
                    .containsEntry("e2", 2L);
        }
    }

    @Test
    void tornIdEntry_isStale() throws Exception {
        enter("e2", new byte[100]);
        try (FileSink sink = FileSink.open(synced(dir))) {
            assertThat(sink.append(event("e2")).controlVersion()).isEqualTo(2);
            assertThat(sink.versionsOf(List.of("e2"), 0)).containsEntry("e2", 2L);
        }
    }

    @Test
    void leftoversInTmp_areReplaced_andWhatTheyAreLinkedToStays() throws Exception {
        FeedLayout layout = new FeedLayout(dir);
        Files.createLink(layout.staged(0), layout.event(1));
        Files.writeString(layout.stagedHead(), "torn");
        try (FileSink sink = FileSink.open(synced(dir))) {
            sink.append(event("e2"));

            assertThat(ids(readAll(dir))).containsExactly("e1", "e2");
            assertThat(names(dir.resolve("tmp"))).isEmpty();
        }
    }

    @Test
    void namedLeftoverWhoseIdTheFeedHasEarlier_isSetAside() throws Exception {
        try (FileSink sink = FileSink.open(synced(dir))) {
            putEventFile(dir, event("e1"), 2);

            assertThat(sink.append(event("e2")).controlVersion()).isEqualTo(2);
            assertThat(ids(readAll(dir))).containsExactly("e1", "e2");
        }
    }

    private void enter(String id, byte[] content) throws Exception {
        Path entry = new FeedLayout(dir).idEntry(id);
        Files.createDirectories(entry.getParent());
        Files.write(entry, content);
    }
}
