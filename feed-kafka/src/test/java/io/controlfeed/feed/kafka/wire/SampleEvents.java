package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Events of every shape: with everything, with nothing that can be left out, at the limits, and by chance. */
final class SampleEvents {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String TEXT = "aZ0 .-_/ä€😀\uFFFD漢";

    static final ControlEvent FULL = ControlEvent.builder("0193-full", "tenant.updated", "hostname/www.example.com")
            .tenantId("acme")
            .version(8L)
            .baseVersion(7L)
            .artifact(new ArtifactRef(DIGEST, 4711L, "application/json", "https://artifacts.example.com/a?b=c"))
            .createdAt(Instant.parse("2026-01-31T12:00:00.123456Z"))
            .origin("eu west/1")
            .attribute("note", "Grüße, 世界 😀 \uFFFD")
            .attribute("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .attribute("tracestate", "vendor=1")
            .build();

    static final ControlEvent MINIMAL = ControlEvent.builder("m", "t", "s")
            .createdAt(Instant.parse("1969-12-31T23:59:59.999999Z"))
            .build();

    private SampleEvents() {}

    static List<ControlEvent> all() {
        return List.of(FULL, MINIMAL, latest(), earliest(), largest());
    }

    private static ControlEvent latest() {
        return ControlEvent.builder("latest", "t", "s")
                .version(Long.MAX_VALUE)
                .baseVersion(Long.MAX_VALUE - 1)
                .artifact(new ArtifactRef(DIGEST, Long.MAX_VALUE, null, null))
                .createdAt(Instant.parse("9999-12-31T23:59:59.999999Z"))
                .build();
    }

    private static ControlEvent earliest() {
        return ControlEvent.builder("earliest", "t", "s")
                .version(1L)
                .baseVersion(0L)
                .artifact(ArtifactRef.of(DIGEST))
                .createdAt(Instant.parse("0001-01-01T00:00:00Z"))
                .build();
    }

    private static ControlEvent largest() {
        ControlEvent.Builder event = ControlEvent.builder("largest", "t", "s").createdAt(Instant.EPOCH);
        for (int i = 0; i < 7; i++) {
            event.attribute("filler-" + i, "x".repeat(8192));
        }
        return event.attribute("filler-7", "x".repeat(7900)).build();
    }

    static ControlEvent random(Random random) {
        ControlEvent.Builder event = ControlEvent.builder("id-" + random.nextInt(1_000_000), "type", text(random))
                .createdAt(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L));
        if (random.nextBoolean()) {
            event.tenantId(text(random)).origin(text(random));
        }
        if (random.nextBoolean()) {
            long version = random.nextLong(1, Long.MAX_VALUE);
            event.version(version).baseVersion(random.nextBoolean() ? version - 1 : null);
        }
        if (random.nextBoolean()) {
            event.artifact(new ArtifactRef(DIGEST, random.nextLong(0, 1 << 30), "text/plain", text(random)));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            event.attribute("a" + i, text(random));
        }
        return event.build();
    }

    /** No blank at either end, and no half of a pair. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        int[] characters = TEXT.codePoints().toArray();
        random.ints(random.nextInt(40), 0, characters.length).forEach(i -> text.appendCodePoint(characters[i]));
        return text.append('x').toString();
    }
}
