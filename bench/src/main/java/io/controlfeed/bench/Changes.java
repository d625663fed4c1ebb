package io.controlfeed.bench;

import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.util.List;
import java.util.stream.IntStream;

/** Events such as a control plane writes them, with a reference to an artifact. */
final class Changes {
    private static final ArtifactRef ARTIFACT =
            new ArtifactRef("sha256:" + "0123456789abcdef".repeat(4), 2_048L, "application/json", null);

    private Changes() {}

    static ControlEvent event(int n) {
        return ControlEvent.builder(ControlEvent.newEventId(), "hostname.updated", "hostname/www-" + n + ".example.com")
                .tenantId("tenant-" + n % 100)
                .version(7L)
                .baseVersion(6L)
                .artifact(ARTIFACT)
                .build();
    }

    /** The same without the artifact, and the versions of its subject. */
    static ControlEvent bare(int n) {
        return ControlEvent.builder(ControlEvent.newEventId(), "hostname.updated", "hostname/www-" + n + ".example.com")
                .tenantId("tenant-" + n % 100)
                .build();
    }

    static List<ControlEvent> events(int count) {
        return IntStream.range(0, count).mapToObj(Changes::event).toList();
    }

    /** As many events as bytes, of the length that they have in a file. */
    static List<byte[]> bytes(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> EventJson.encode(event(n).stamped(n + 1L)))
                .toList();
    }
}
