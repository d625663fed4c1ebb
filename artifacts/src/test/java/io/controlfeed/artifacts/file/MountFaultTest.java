package io.controlfeed.artifacts.file;

import static io.controlfeed.artifacts.Bytes.files;
import static io.controlfeed.artifacts.Bytes.random;
import static io.controlfeed.artifacts.Bytes.read;
import static io.controlfeed.artifacts.Bytes.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.Patience;
import io.controlfeed.feed.ArtifactRef;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is really full, and one that is really read-only: a small file system of its own, in a mount namespace of its own.
 * Where a machine forbids that, {@code -Dfault.mounts=off} leaves it out; it is never left out by itself.
 */
@DisabledIfSystemProperty(named = "fault.mounts", matches = "off", disabledReason = "-Dfault.mounts=off")
class MountFaultTest {
    @TempDir
    Path temp;

    @Test
    void fullDisk_isUnavailable_leavesNothingHalf_andGoesOnWhenSpaceIsFreed() throws Exception {
        assertThat(run(java("full"))).contains("full: all is well");
    }

    @Test
    void readOnlyDirectory_refusesPuts_andIsRead() throws Exception {
        assertThat(run(java("fill") + " && mount -o remount,ro \"$0\" && " + java("readonly")))
                .contains("readonly: all is well");
    }

    private static String java(String scenario) {
        return "\"$1\" -Xshare:auto -cp \"$2\" '" + Scenario.class.getName() + "' " + scenario + " \"$0\"";
    }

    private String run(String commands) throws Exception {
        Path output = temp.resolve("output");
        Path disk = Files.createDirectory(temp.resolve("disk"));
        Process process = new ProcessBuilder(List.of(
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=4m tmpfs \"$0\" && " + commands,
                        disk.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(Patience.LIMIT.toNanos(), TimeUnit.NANOSECONDS))
                    .isTrue();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What runs inside the small file system: its arguments are what to do, and where. */
    static final class Scenario {
        private Scenario() {}

        public static void main(String[] args) throws Exception {
            Path dir = Path.of(args[1]).resolve("store");
            try (FileStore store = new FileStore(dir, true, InstantSource.system())) {
                switch (args[0]) {
                    case "full" -> full(store, dir);
                    case "fill" -> store.put(random(1, 1000));
                    case "readonly" -> readOnly(store);
                    default -> throw new IllegalArgumentException(args[0]);
                }
            }
            System.out.println(args[0] + ": all is well");
        }

        private static void full(FileStore store, Path dir) throws Exception {
            ArtifactRef first = store.put(random(1, 2_000_000));
            assertThatThrownBy(() -> store.put(new ByteArrayInputStream(random(2, 3_000_000))))
                    .isInstanceOf(ArtifactException.Unavailable.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("Free space");
            assertThat(files(dir)).hasSize(1);
            assertThat(store.put(random(1, 2_000_000))).isEqualTo(first);
            Files.delete(files(dir).get(0));
            ArtifactRef next = store.put(new ByteArrayInputStream(random(2, 3_000_000)));
            assertThat(read(store, next)).isEqualTo(random(2, 3_000_000));
        }

        private static void readOnly(FileStore store) throws Exception {
            assertThatThrownBy(() -> store.put(random(2, 1000)))
                    .isInstanceOf(ArtifactException.Unavailable.class)
                    .hasMessageContaining("Read-only file system")
                    .hasMessageContaining("not mounted read-only");
            ArtifactRef there = ref(random(1, 1000));
            assertThat(read(store, there)).isEqualTo(random(1, 1000));
        }
    }
}
