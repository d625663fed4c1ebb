package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.events;
import static io.controlfeed.feed.file.Events.names;
import static io.controlfeed.feed.file.Events.text;
import static io.controlfeed.feed.file.Events.unsynced;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.EventJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutOnDiskTest {
    @TempDir
    Path dir;

    @Test
    void append_writesOneReadableFilePerEvent() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(event("e1"));

            Path file = dir.resolve("events/000000000/000000000001.json");
            assertThat(text(file)).isEqualTo(EventJson.toText(event("e1").stamped(1)) + "\n");
            assertThat(text(dir.resolve("head.properties"))).isEqualTo("format=1\nepoch=" + sink.epoch() + "\nend=1\n");
            assertThat(names(dir))
                    .containsExactly("drop", "events", "head.properties", "ids", "lock", "rejected", "tmp");
            assertThat(names(dir.resolve("tmp"))).isEmpty();
        }
    }

    @Test
    void append_entersTheIdAsAHardLink() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(event("e1"));

            // The first digit of the id's SHA-256, as sha256sum says it.
            Path entry = dir.resolve("ids/8/e1.json");
            assertThat(Files.getAttribute(entry, "unix:ino"))
                    .isEqualTo(Files.getAttribute(dir.resolve("events/000000000/000000000001.json"), "unix:ino"));
        }
    }

    @Test
    void append_beginsADirectoryAtEachThousand() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(events(1000));
            sink.append(event("next"));

            assertThat(names(dir.resolve("events"))).containsExactly("000000000", "000000001");
            assertThat(names(dir.resolve("events/000000001")))
                    .containsExactly("000000001000.json", "000000001001.json");
            assertThat(names(dir.resolve("events/000000000"))).hasSize(999);
        }
    }

    @Test
    void append_ofIdsThatDifferInCaseOnly_givesThemNamesThatDifferMore() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            List<AppendOutcome> outcomes = sink.append(List.of(event("ab"), event("Ab"), event("aB"), event("AB")));

            assertThat(outcomes).allMatch(AppendOutcome.Appended.class::isInstance);
            FeedLayout layout = new FeedLayout(dir);
            assertThat(List.of("ab", "Ab", "aB", "AB"))
                    .map(id -> layout.idEntry(id).getFileName().toString().toLowerCase(Locale.ROOT))
                    .doesNotHaveDuplicates();
            assertThat(layout.idEntry("ab").getFileName()).hasToString("ab.json");
            assertThat(sink.versionsOf(List.of("ab", "AB"), 0))
                    .containsEntry("ab", 1L)
                    .containsEntry("AB", 4L);
        }
    }

    @Test
    void lookup_ofIdsThatNoEventCanHave_findsNothing() {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(event("e1"));

            assertThat(sink.versionsOf(List.of("../../head.properties", "", ".", "a/b", "x\0y", "z".repeat(500)), 0))
                    .isEmpty();
        }
    }

    @Test
    void append_whereTheLinkIsACopy_isStillFound() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            sink.append(event("e1"));
            Path entry = new FeedLayout(dir).idEntry("e1");
            byte[] content = Files.readAllBytes(entry);
            Files.delete(entry);
            Files.write(entry, content);

            assertThat(sink.append(List.of(event("e1"))).get(0)).isInstanceOf(AppendOutcome.Duplicate.class);
        }
    }

    @Test
    void append_toAFullFeed_isRejected() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir))) {
            Files.writeString(
                    dir.resolve("head.properties"), "format=1\nepoch=" + sink.epoch() + "\nend=999999999998\n");

            List<AppendOutcome> outcomes = sink.append(List.of(event("last"), event("over")));

            assertThat(outcomes.get(0).orThrow().controlVersion()).isEqualTo(999_999_999_999L);
            assertThat(outcomes.get(1))
                    .isInstanceOfSatisfying(
                            AppendOutcome.Failed.class,
                            failed -> assertThat(failed.error().kind()).isEqualTo("rejected"));
        }
    }
}
