package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {
    private final Acknowledged acknowledged = new Acknowledged();

    @Test
    void beforeTheFirstAck_nothingIsShown() {
        deliver(0, 1, 2, 3);

        assertThat(acknowledged.upTo()).isZero();
    }

    @Test
    void acksInOrder_showEachOne() {
        deliver(0, 1, 2, 5);

        acknowledged.ack("e1");
        assertThat(acknowledged.upTo()).isEqualTo(1);
        acknowledged.ack("e2");
        assertThat(acknowledged.upTo())
                .as("what lies between is a hole, not an event")
                .isEqualTo(4);
        acknowledged.ack("e5");
        assertThat(acknowledged.upTo()).isEqualTo(5);
    }

    @Test
    void ackBehindAHole_waitsForIt() {
        deliver(0, 1, 2, 3);

        acknowledged.ack("e3");
        acknowledged.ack("e2");
        assertThat(acknowledged.upTo()).isZero();
        acknowledged.ack("e1");
        assertThat(acknowledged.upTo()).isEqualTo(3);
    }

    @Test
    void firstPosition_isTheNodesOwn_andCountsAsAcknowledged() {
        deliver(40, 41, 42);

        acknowledged.ack("e42");

        assertThat(acknowledged.upTo()).isEqualTo(40);
    }

    @Test
    void doubleLateAndUnknownAcks_changeNothing() {
        deliver(0, 1, 2, 3);

        acknowledged.ack("e1");
        acknowledged.ack("e1");
        acknowledged.ack("of another feed");
        assertThat(acknowledged.upTo()).isEqualTo(1);
        deliver(3, 4);
        acknowledged.ack("e1");
        assertThat(acknowledged.upTo()).isEqualTo(1);
    }

    @Test
    void replay_doesNotGoBack_andNeedsNoSecondAck() {
        deliver(0, 1, 2, 3);
        acknowledged.ack("e1");
        acknowledged.ack("e3");

        deliver(0, 1, 2, 3);
        assertThat(acknowledged.upTo()).isEqualTo(1);
        acknowledged.ack("e2");

        assertThat(acknowledged.upTo()).isEqualTo(3);
    }

    @Test
    void holesAtTheEnd_areShownAsRead() {
        acknowledged.delivered(0, events(1), 1);
        acknowledged.ack("e1");

        acknowledged.delivered(1, List.of(), 9);

        assertThat(acknowledged.upTo()).isEqualTo(9);
    }

    @Test
    void moreThanIsRemembered_staysBeforeTheFirstThatIsNot() {
        long remembered = Acknowledged.MAX_WAITING;
        long last = remembered + 10;
        deliver(0, LongStream.rangeClosed(1, last).toArray());

        LongStream.rangeClosed(1, last).forEach(version -> acknowledged.ack("e" + version));
        deliver(last, last + 1);
        acknowledged.ack("e" + (last + 1));

        assertThat(acknowledged.upTo()).isEqualTo(remembered);
    }

    /** Deliveries with holes, replays, and acks in any order: never past what is not acknowledged, and to the end at the end. */
    @RepeatedTest(50)
    void randomAcks_showTheLongestStretchWithoutAHole() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Long> versions = new ArrayList<>();
        for (long version = 1L + random.nextInt(3); versions.size() < 60; version += 1L + random.nextInt(3)) {
            versions.add(version);
        }
        Set<Long> done = new HashSet<>();
        int delivered = 0;
        while (done.size() < versions.size()) {
            if (delivered < versions.size() && random.nextInt(4) == 0) {
                int from = random.nextBoolean() ? delivered : random.nextInt(delivered + 1);
                int to = Math.max(delivered, Math.min(versions.size(), from + random.nextInt(8)));
                deliver(from == 0 ? 0 : versions.get(from - 1), array(versions.subList(from, to)));
                delivered = to;
            } else if (delivered > 0) {
                List<Long> candidates = new ArrayList<>(versions.subList(0, delivered));
                Collections.shuffle(candidates, random);
                candidates.subList(0, Math.min(3, delivered)).forEach(version -> {
                    acknowledged.ack("e" + version);
                    done.add(version);
                });
            }
            assertThat(acknowledged.upTo())
                    .as("seed %d after %s of %s", seed, done, versions)
                    .isEqualTo(expected(versions, delivered, done));
        }
        assertThat(acknowledged.upTo()).as("seed %d", seed).isEqualTo(versions.get(versions.size() - 1));
    }

    private static long expected(List<Long> versions, int delivered, Set<Long> done) {
        if (done.isEmpty()) {
            return 0;
        }
        return versions.subList(0, delivered).stream()
                .filter(version -> !done.contains(version))
                .mapToLong(version -> version - 1)
                .findFirst()
                .orElse(versions.get(delivered - 1));
    }

    private void deliver(long since, long... versions) {
        acknowledged.delivered(since, events(versions), versions.length == 0 ? since : versions[versions.length - 1]);
    }

    private static List<ControlEvent> events(long... versions) {
        return LongStream.of(versions)
                .mapToObj(version -> ControlEvent.builder("e" + version, "tenant.updated", "tenant/1")
                        .build()
                        .stamped(version))
                .toList();
    }

    private static long[] array(List<Long> versions) {
        return versions.stream().mapToLong(Long::longValue).toArray();
    }
}
