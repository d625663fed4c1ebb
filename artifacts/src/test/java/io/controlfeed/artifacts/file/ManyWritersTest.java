package io.controlfeed.artifacts.file;

import static io.controlfeed.artifacts.Bytes.file;
import static io.controlfeed.artifacts.Bytes.files;
import static io.controlfeed.artifacts.Bytes.random;
import static io.controlfeed.artifacts.Bytes.read;
import static io.controlfeed.artifacts.Bytes.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.artifacts.Chaos;
import io.controlfeed.artifacts.Child;
import io.controlfeed.artifacts.Patience;
import io.controlfeed.feed.ArtifactRef;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads and processes that put the same bytes at once, and processes that are killed in the middle of it. */
class ManyWritersTest {
    private static final int VARIETY = 40;

    @TempDir
    Path temp;

    private Path dir() {
        return temp.resolve("store");
    }

    /** Some are small, some large. */
    static byte[] bytes(int number) {
        return random(number, number % 4 == 0 ? 2_000_000 : 1_000 * number);
    }

    @Test
    void threadsThatPutTheSame_storeItOnce() throws Exception {
        List<Future<ArtifactRef>> puts = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            boolean asStream = i % 2 == 0;
            puts.add(Patience.start(() -> {
                try (FileStore store = new FileStore(dir(), true, InstantSource.system())) {
                    return asStream ? store.put(new ByteArrayInputStream(bytes(4))) : store.put(bytes(4));
                }
            }));
        }
        for (Future<ArtifactRef> put : puts) {
            assertThat(Patience.finish(put).digest()).isEqualTo(ref(bytes(4)).digest());
        }
        assertThat(files(temp)).containsExactly(file(dir(), ref(bytes(4))));
    }

    @Test
    void processesThatAreKilled_loseNothingThatTheyPut_andLeaveNothingHalf() throws Exception {
        Random random = Chaos.random();
        Set<Integer> promised = new HashSet<>();
        for (int round = 0; round < Chaos.count(4, 50); round++) {
            try (Child one = new Child(temp.resolve("one"), "64m", Putter.class, dir().toString());
                    Child other = new Child(temp.resolve("other"), "64m", Putter.class, dir().toString())) {
                int lines = 1 + random.nextInt(VARIETY);
                Patience.until("something was put", () -> one.lines().size() >= lines || !one.isAlive());
                one.kill();
                other.kill();
                for (Child each : List.of(one, other)) {
                    for (String line : each.lines()) {
                        promised.add(Integer.parseInt(line));
                    }
                }
            }
            verify(promised);
        }
        assertThat(promised).isNotEmpty();
    }

    private void verify(Set<Integer> promised) throws Exception {
        try (FileStore store = new FileStore(dir(), true, InstantSource.system())) {
            for (int number : promised) {
                assertThat(read(store, ref(bytes(number))))
                        .as("%d, -Dchaos.seed=%d", number, Chaos.SEED)
                        .isEqualTo(bytes(number));
            }
            for (Path file : files(dir().resolve("sha256"))) {
                store.verify(ArtifactRef.of("sha256:" + file.getFileName()));
            }
        }
    }

    /** Puts the same things as any other of its kind, in the same order, and says the number of each that is in. */
    static final class Putter {
        private Putter() {}

        public static void main(String[] args) throws Exception {
            try (FileStore store = new FileStore(Path.of(args[0]), true, InstantSource.system())) {
                for (int i = 0; i < VARIETY; i++) {
                    store.put(new ByteArrayInputStream(bytes(i)));
                    System.out.println(i);
                }
                for (int i = 0; ; i++) {
                    store.put(random(i, 100));
                }
            }
        }
    }
}
