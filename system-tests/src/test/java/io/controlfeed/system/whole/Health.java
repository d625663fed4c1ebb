package io.controlfeed.system.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the product's processes took it: which ended by themselves, and what they said. */
final class Health {
    /** Another pump has taken over; the feed, the outbox or the node could not be used when it started. */
    private static final List<Integer> ENDS_OF_PUMPS = List.of(8, 4);

    private Health() {}

    /** No node ended, no pump but for a reason, and nobody came upon what it did not foresee. */
    static Map<String, List<Integer>> require(Fleet fleet) throws IOException {
        Map<String, List<Integer>> ended = new TreeMap<>();
        for (Daemon daemon : fleet.daemons()) {
            List<Integer> ends = daemon.ends();
            if (!ends.isEmpty()) {
                ended.put(daemon.name(), ends);
            }
            assertThat(ends)
                    .as("how %s ended by itself; see %s", daemon.name(), daemon.log())
                    .isSubsetOf(daemon.name().startsWith("pump") ? ENDS_OF_PUMPS : List.of());
            assertThat(Files.readAllLines(daemon.log()))
                    .as("the log of %s, %s", daemon.name(), daemon.log())
                    .noneMatch(line -> line.startsWith("\tat ") || line.contains("unexpected"));
        }
        return ended;
    }
}
