package io.controlfeed.applier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.tck.MemoryFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts that are there, that come late, and that are not what they should be. */
class ArtifactsTest {
    private static final String UNKNOWN = "sha256:" + "0".repeat(64);

    private final MemoryFeed feed = new MemoryFeed();

    @TempDir
    private Path directory;

    private WritableStore store;
    private Node node;

    @BeforeEach
    void open() throws Exception {
        store = ArtifactRegistry.load().openWritable("file", Map.of("artifacts-file-dir", places().toString()));
        node = new Node(directory, feed).with(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path places() {
        return directory.resolve("artifacts");
    }

    private void append(String id, String subject, ArtifactRef artifact, Instant createdAt) {
        try (Sink sink = FeedRegistry.of(feed).openSink("memory", Map.of())) {
            sink.append(ControlEvent.builder(id, "item.changed", subject)
                    .artifact(artifact)
                    .createdAt(createdAt)
                    .build());
        }
    }

    private void damage() throws IOException {
        try (Stream<Path> files = Files.walk(places())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> path.getFileName().toString().length() > 32)
                    .toList()) {
                file.toFile().setWritable(true);
                Files.writeString(file, "something else");
            }
        }
    }

    @Test
    void anArtifact_isThereBeforeItsEventIsApplied() throws Exception {
        append("a", "one", store.put("first".getBytes(UTF_8)), Instant.now());

        node.catchUp();

        assertThat(node.query("SELECT events, content FROM item")).containsExactly("a|first");
    }

    @Test
    void anArtifactThatComesLate_isWaitedFor_andHoldsEverything() throws Exception {
        ArtifactRef late = ArtifactRef.of("sha256:a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e");
        append("a", "one", late, Instant.now().plus(1, ChronoUnit.MINUTES));
        append("b", "two", store.put("second".getBytes(UTF_8)), Instant.now());
        ApplierSettings patient = Node.QUICK.withArtifactPatience(Duration.ofMinutes(1));

        node.during(patient, applier -> {
            Eventually.holds(
                    "it says what it waits for",
                    () -> applier.troubles().stream()
                            .anyMatch(trouble -> trouble.what().equals("artifacts")));
            assertThat(node.query("SELECT * FROM item")).isEmpty();
            store.put("first".getBytes(UTF_8));
            Eventually.holds(
                    "all is applied", () -> node.query("SELECT * FROM item").size() == 2);
            Eventually.holds(
                    "nothing holds it any more", () -> applier.troubles().isEmpty());
        });

        assertThat(node.query("SELECT event_id FROM applied_events ORDER BY id"))
                .containsExactly("a", "b");
    }

    @Test
    void anArtifactThatNobodyHas_parksItsEvent_andOldOnesAreNotWaitedForOneByOne() throws Exception {
        Instant old = Instant.now().minus(1, ChronoUnit.HOURS);
        for (int i = 0; i < 100; i++) {
            append("missing-" + i, "subject-" + i, ArtifactRef.of(UNKNOWN), old);
        }
        append("good", "good", store.put("good".getBytes(UTF_8)), Instant.now());

        node.catchUp();

        assertThat(node.query("SELECT kind, count(*) FROM parked_events GROUP BY 1"))
                .containsExactly("missing-artifact|100");
        assertThat(node.query("SELECT events FROM item")).containsExactly("good");
    }

    @Test
    void aDamagedArtifact_isNeverApplied_untilItIsMended() throws Exception {
        append("a", "one", store.put("first".getBytes(UTF_8)), Instant.now());
        damage();

        node.catchUp();

        assertThat(node.query("SELECT event_id, kind FROM parked_events")).containsExactly("a|bad-artifact");
        assertThat(node.query("SELECT * FROM item")).isEmpty();

        store.put("first".getBytes(UTF_8));
        node.execute("UPDATE parked_events SET state = 'retry'");
        node.catchUp();
        assertThat(node.query("SELECT content FROM item")).containsExactly("first");
    }

    @Test
    void aReferenceWithAWrongSize_parksItsEvent() throws Exception {
        ArtifactRef right = store.put("first".getBytes(UTF_8));
        append("a", "one", new ArtifactRef(right.digest(), 2L << 30, null, null), Instant.now());
        append("b", "two", right, Instant.now());

        node.catchUp();

        assertThat(node.query("SELECT event_id, kind FROM parked_events")).containsExactly("a|bad-artifact");
        assertThat(node.query("SELECT events FROM item")).containsExactly("b");
    }
}
