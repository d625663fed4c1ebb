package io.controlfeed.system.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the product's processes took it: which ended by themselves, and what they said. */
final class Health {
    /** Its database or its feed could not be used when it started. */
    private static final int UNAVAILABLE = 4;
    /** Another pump has taken over. */
    private static final int FENCED = 8;

    private Health() {}

    /** None ended but for a reason, or came upon what it did not foresee. */
    static Map<String, List<Integer>> require(Fleet fleet) throws IOException {
        Map<String, List<Integer>> ended = new TreeMap<>();
        for (Daemon daemon : fleet.daemons()) {
            List<Integer> ends = daemon.ends();
            if (!ends.isEmpty()) {
                ended.put(daemon.name(), ends);
            }
            assertThat(ends)
                    .as("how %s ended by itself; see %s", daemon.name(), daemon.log())
                    .isSubsetOf(daemon.name().startsWith("pump") ? List.of(UNAVAILABLE, FENCED) : List.of(UNAVAILABLE));
            assertThat(Files.readAllLines(daemon.log()))
                    .as("the log of %s, %s", daemon.name(), daemon.log())
                    .noneMatch(line -> line.startsWith("\tat ") || line.contains("unexpected"));
        }
        return ended;
    }
}
