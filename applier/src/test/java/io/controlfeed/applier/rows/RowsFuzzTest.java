package io.controlfeed.applier.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.controlfeed.applier.projection.UnfitEventException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever bytes an artifact has, reading it ends in changes or in a refusal, and takes no more memory than is stated. */
final class RowsFuzzTest {
    private static final int CASES = 20_000;
    private static final AllowedTables TABLES = AllowedTables.parse("t,tenant");
    private static final List<byte[]> VALID = List.of(
            bytes("{'changes':[]}"),
            bytes("{'changes':[{'table':'t','op':'delete','pk':['a','b'],'rows':[{'a':1,'b':'x'},{'b':'y','a':2}]}]}"),
            bytes(
                    " { 'changes' : [ { 'rows' : [ {'id':'\u00e9\uD83D\uDE00','n':-1.5e-7,'b':{'$b64':'AAEC/w=='},'t':true,'u':null},\n{'id':''} ], "
                            + "'pk':['id'], 'op':'upsert', 'table':'tenant' } , {'table':'T','op':'upsert','pk':['i'],'rows':[{'i':9223372036854775807}]} ] } "));
    private static final List<byte[]> PIECES = List.of(
            bytes("'"),
            bytes("{"),
            bytes("}"),
            bytes("["),
            bytes("]"),
            bytes(","),
            bytes(":"),
            bytes("\\u0000"),
            bytes("\\ud800"),
            bytes("1e999999999"),
            bytes("-"),
            bytes("123456789012345678901234567890"),
            bytes("0.000001e-99"),
            bytes("null"),
            bytes("{'$b64':'A'}"),
            bytes("'id':1,"),
            bytes("\uFEFF"),
            new byte[] {(byte) 0xFF},
            new byte[] {0});

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int read;
    private int refused;

    RowsFuzzTest() {
        // What classes need when they are loaded is not counted.
        VALID.forEach(artifact -> RowsReader.read(artifact, TABLES));
        assertThatThrownBy(() -> RowsReader.read(new byte[] {-1}, TABLES)).isInstanceOf(UnfitEventException.class);
    }

    @Test
    void anyBytes_endInChangesOrInARefusal() {
        long seed = Long.getLong("chaos.seed", System.nanoTime());
        Random random = new Random(seed);

        for (int i = 0; i < CASES; i++) {
            byte[] artifact = i % 10 == 0 ? anything(random) : mutated(random);
            try {
                read(artifact);
            } catch (Throwable failed) {
                throw new AssertionError(
                        "seed " + seed + ", case " + i + ": " + HexFormat.of().formatHex(artifact), failed);
            }
        }

        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    @Test
    void namesThatCollide_spoilNoLaterArtifact() {
        byte[] hostile = rowOf(IntStream.range(0, 1024).mapToObj(RowsFuzzTest::colliding));

        for (int i = 0; i < 100; i++) {
            RowsReader.read(hostile, TABLES);
            int first = i * 100;
            RowsReader.read(rowOf(IntStream.range(first, first + 100).mapToObj(n -> "c" + n)), TABLES);
        }
    }

    @Test
    void largeArtifacts_takeNoMoreMemoryThanIsStated() {
        for (String rows : List.of(
                "{'a':1}",
                "{'a':128}",
                "{'a':'x'}",
                "{'a':1.5}",
                "{'a':1},{'b':1}",
                "{'a':{'$b64':''}}",
                "{'a':'\u00e9'}")) {
            int times = (1 << 20) / (rows.length() + 1);
            byte[] artifact = bytes("{'changes':[{'table':'t','op':'upsert','pk':['"
                    + (rows.contains("'b'") ? "c" : "a") + "'],'rows':[" + (rows + ",").repeat(times) + "{'a':2}]}]}");
            read(artifact);
        }
    }

    private void read(byte[] artifact) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            RowsReader.read(artifact, TABLES);
            read++;
        } catch (UnfitEventException unfit) {
            assertThat(unfit.hint()).endsWith(".");
            refused++;
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan((1 << 20) + 40L * artifact.length);
    }

    private static byte[] rowOf(Stream<String> names) {
        return bytes("{'changes':[{'table':'t','op':'upsert','pk':['id'],'rows':[{'id':1,"
                + names.map(name -> "'" + name + "':1").collect(Collectors.joining(",")) + "}]}]}");
    }

    /** A name with the hash of all the others: 33 times the first character of a pair and the second are the same in both pairs. */
    static String colliding(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 10; bit++) {
            name.append((number >> bit & 1) == 0 ? "Ab" : "BA");
        }
        return name.toString();
    }

    private static byte[] anything(Random random) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mutated(Random random) {
        byte[] artifact = VALID.get(random.nextInt(VALID.size()));
        for (int mutations = 1 + random.nextInt(3); mutations > 0; mutations--) {
            int from = random.nextInt(artifact.length + 1);
            int to = Math.min(artifact.length, from + random.nextInt(12));
            artifact = switch (random.nextInt(4)) {
                case 0 -> joined(artifact, from, PIECES.get(random.nextInt(PIECES.size())), from);
                case 1 -> joined(artifact, from, new byte[0], to);
                case 2 -> joined(artifact, from, Arrays.copyOfRange(artifact, from, to), from);
                default ->
                    joined(artifact, from, new byte[] {(byte) random.nextInt()}, Math.min(artifact.length, from + 1));
            };
        }
        return artifact;
    }

    /** The beginning up to a place, something else, and the rest from another place. */
    private static byte[] joined(byte[] artifact, int upTo, byte[] piece, int restFrom) {
        byte[] joined = Arrays.copyOf(artifact, upTo + piece.length + artifact.length - restFrom);
        System.arraycopy(piece, 0, joined, upTo, piece.length);
        System.arraycopy(artifact, restFrom, joined, upTo + piece.length, artifact.length - restFrom);
        return joined;
    }

    private static byte[] bytes(String withApostrophes) {
        return withApostrophes.replace('\'', '"').getBytes(UTF_8);
    }
}
