package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.applier.projection.Projection;
import io.controlfeed.applier.projection.ProjectionRegistry;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table of hostnames, and events whose rows artifacts write one row of it each. */
final class Hostnames {
    static final String NAME = "hostname";
    static final String TABLE =
            "CREATE TABLE IF NOT EXISTS hostname (name TEXT PRIMARY KEY, tenant TEXT NOT NULL) STRICT";
    private static final int ARTIFACTS = 1_000;

    private Hostnames() {}

    static Projection projection() {
        return ProjectionRegistry.load().open("rows", Map.of("allow-table", NAME));
    }

    /** @param table what their rows are of */
    static List<ArtifactRef> artifacts(WritableStore store, String table) throws InterruptedException {
        List<ArtifactRef> artifacts = new ArrayList<>();
        for (int n = 0; n < ARTIFACTS; n++) {
            String rows = "{\"changes\":[{\"table\":\"" + table + "\",\"op\":\"upsert\",\"pk\":[\"name\"],"
                    + "\"rows\":[{\"name\":\"www-" + n + ".example.com\",\"tenant\":\"tenant-" + n % 100 + "\"}]}]}";
            artifacts.add(store.put(rows.getBytes(UTF_8)));
        }
        return artifacts;
    }

    static ControlEvent event(int subject, int n, List<ArtifactRef> artifacts) {
        return ControlEvent.builder(
                        ControlEvent.newEventId(), "hostname.updated", "hostname/www-" + subject + ".example.com")
                .artifact(artifacts.get(n % artifacts.size()))
                .build();
    }
}
