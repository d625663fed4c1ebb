package io.controlfeed.feed.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, an event or the typed failure comes of them. {@code -Dchaos.seed=N} repeats a run's choices. */
class EventDecoderFuzzTest {
    private static final int ROUNDS = "full".equals(System.getProperty("chaos")) ? 5_000_000 : 100_000;

    private static final int VALUES = 1_000;

    private final long seed = Long.getLong("chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void anyBytes_areAnEventOrMalformed() throws Exception {
        int events = 0;
        try (RegistryServer server = RegistryServer.plain()) {
            SchemaRegistry registry = Registries.of(server);
            try (EventEncoder singleObject = EventEncoder.singleObject();
                    EventEncoder confluent = EventEncoder.confluent("topic", registry);
                    EventDecoder decoder = EventDecoder.avro(registry)) {
                List<byte[]> good = new ArrayList<>();
                for (int i = 0; i < VALUES; i++) {
                    EventEncoder encoder = random.nextBoolean() ? singleObject : confluent;
                    good.add(encoder.encode(SampleEvents.random(random), new RecordHeaders()));
                }
                for (int round = 0; round < ROUNDS; round++) {
                    byte[] bytes = mutated(good.get(random.nextInt(VALUES)));
                    events += isEvent(decoder, bytes, round) ? 1 : 0;
                }
            }
        }
        assertThat(events).as("seed %d", seed).isBetween(ROUNDS / 100, ROUNDS - ROUNDS / 4);
    }

    private boolean isEvent(EventDecoder decoder, byte[] bytes, int round) {
        try {
            ControlEvent event = decoder.decode(new RecordHeaders(), bytes, 1);
            assertThat(event.controlVersion()).isEqualTo(1);
            return true;
        } catch (WireException.Malformed expected) {
            return false;
        } catch (Exception | StackOverflowError | OutOfMemoryError other) {
            throw new AssertionError(
                    "-Dchaos.seed=" + seed + ", round " + round + ": "
                            + HexFormat.of().formatHex(bytes),
                    other);
        }
    }

    /** Leaves the schema id alone, so that the registry is not asked for a hundred thousand others. */
    private byte[] mutated(byte[] good) {
        boolean confluent = WirePrefix.isConfluent(good);
        int from =
                confluent ? WirePrefix.CONFLUENT_LENGTH : random.nextInt(4) == 0 ? 0 : WirePrefix.SINGLE_OBJECT_LENGTH;
        byte[] bytes = good.clone();
        switch (random.nextInt(6)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(from, bytes.length + 1));
            case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
            case 2 -> {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                bytes = Bodies.joined(Arrays.copyOf(bytes, from), noise);
            }
            case 3 -> {
                int at = random.nextInt(from, bytes.length);
                byte[] huge = new byte[1 + random.nextInt(9)];
                Arrays.fill(huge, (byte) 0xFF);
                bytes = Bodies.joined(
                        Arrays.copyOf(bytes, at),
                        huge,
                        new byte[] {(byte) random.nextInt(128)},
                        Arrays.copyOfRange(bytes, at, bytes.length));
            }
            default -> {
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    bytes[random.nextInt(from, bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return bytes;
    }
}
