package io.controlfeed.feed.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path dir;

    @Test
    void fullDisk_isUnavailable_losesNothing_andGoesOnWhenSpaceIsFreed() throws Exception {
        assertThat(run(java("full"))).contains("full: all is well");
    }

    @Test
    void readOnlyDirectory_refusesAppends_andIsRead() throws Exception {
        assertThat(run(java("fill") + " && mount -o remount,ro \"$0\" && " + java("readonly")))
                .contains("readonly: all is well");
    }

    private static String java(String scenario) {
        return "\"$1\" -Xshare:auto -XX:TieredStopAtLevel=1 -cp \"$2\" " + MountFaultScenario.class.getName() + " "
                + scenario + " \"$0\"";
    }

    private String run(String commands) throws Exception {
        Path output = Files.createTempFile("mount-fault", ".log");
        Process process = new ProcessBuilder(List.of(
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=1m tmpfs \"$0\" && " + commands,
                        dir.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
