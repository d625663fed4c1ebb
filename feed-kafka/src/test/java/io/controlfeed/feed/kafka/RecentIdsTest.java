package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link RecentIds} beside a map that does the same without saving memory. */
class RecentIdsTest {
    /** Few places in the table and more ids than it holds: ids collide, wrap around its end, and move up when one goes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 64, 100})
    void randomOperations_areThoseOfAMapThatForgetsTheOldest(int capacity) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RecentIds ids = new RecentIds(capacity);
        Model model = new Model(capacity);

        for (long step = 1; step <= 3_000; step++) {
            if (random.nextInt(500) == 0) {
                ids.clear();
                model.clear();
            } else {
                String id = "id-" + random.nextInt(capacity * 3);
                ids.add(id, step);
                model.add(id, step);
            }
            model.assertSame(ids, "seed " + seed + ", capacity " + capacity + ", step " + step);
        }
    }

    @Test
    void idThatIsThereAlready_keepsItsVersionAndItsPlaceInTheQueue() {
        RecentIds ids = new RecentIds(2);
        ids.add("a", 1);
        ids.add("b", 2);

        ids.add("a", 3);
        ids.add("c", 4);

        assertThat(ids.versionOf("a")).isEmpty();
        assertThat(ids.versionOf("b")).hasValue(2);
        assertThat(ids.versionOf("c")).hasValue(4);
        assertThat(ids.forgottenUpTo()).isEqualTo(1);
    }

    @Test
    void forgottenUpTo_neverGoesBack_whenAnOlderVersionIsLearntLate() {
        RecentIds ids = new RecentIds(2);
        ids.add("own", 10);
        ids.add("of-another-publisher", 8);

        ids.add("c", 11);
        ids.add("d", 12);

        assertThat(ids.forgottenUpTo()).isEqualTo(10);
    }

    @Test
    void fullSize_knowsTheLatestAndNoOther() {
        int capacity = 1 << 17;
        RecentIds ids = new RecentIds(capacity);
        int all = capacity * 2 + 7;
        for (int i = 1; i <= all; i++) {
            ids.add("event-" + i, i);
        }

        assertThat(ids.isFull()).isTrue();
        assertThat(ids.forgottenUpTo()).isEqualTo(all - capacity);
        for (int i = 1; i <= all; i++) {
            OptionalLong expected = i > all - capacity ? OptionalLong.of(i) : OptionalLong.empty();
            assertThat(ids.versionOf("event-" + i)).isEqualTo(expected);
        }
    }

    /** What {@link RecentIds} does, on a map that keeps the order of insertion. */
    private static final class Model {
        private final int capacity;
        private final Map<String, Long> versions = new LinkedHashMap<>();
        private long forgottenUpTo;

        Model(int capacity) {
            this.capacity = capacity;
        }

        void clear() {
            versions.clear();
            forgottenUpTo = 0;
        }

        void add(String id, long version) {
            if (versions.containsKey(id)) {
                return;
            }
            if (versions.size() == capacity) {
                String oldest = versions.keySet().iterator().next();
                forgottenUpTo = Objects.requireNonNull(versions.remove(oldest));
            }
            versions.put(id, version);
        }

        void assertSame(RecentIds ids, String when) {
            assertThat(ids.size()).as(when).isEqualTo(versions.size());
            assertThat(ids.isFull()).as(when).isEqualTo(versions.size() == capacity);
            assertThat(ids.forgottenUpTo()).as(when).isEqualTo(forgottenUpTo);
            for (int i = 0; i < capacity * 3; i++) {
                Long version = versions.get("id-" + i);
                assertThat(ids.versionOf("id-" + i))
                        .as("id-%d, %s", i, when)
                        .isEqualTo(version == null ? OptionalLong.empty() : OptionalLong.of(version));
            }
        }
    }
}
