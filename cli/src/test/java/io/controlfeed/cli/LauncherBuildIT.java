package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import io.controlfeed.cli.Launcher.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When and how the launcher builds: with a Maven that is quick, because it only copies, the archive of classes included. */
class LauncherBuildIT {
    private static final String BUILDS = """
            #!/bin/sh
            echo built >>"$PWD/builds"
            echo '[INFO] Building Controlfeed :: feed-api 0.1.0-SNAPSHOT                 [2/6]'
            mkdir -p cli/target/controlfeed
            cp -R 'ROOT/cli/target/controlfeed/lib' cli/target/controlfeed/
            cp -R 'ROOT/cli/target/controlfeed/classes' cli/target/controlfeed/ || true
            touch cli/target/controlfeed/stamp
            """;
    private static final String FAILS = """
            #!/bin/sh
            echo '[INFO] --- compile ---'
            echo '[ERROR] COMPILATION ERROR : '
            echo '[ERROR] New.java:[1,1] cannot find symbol'
            echo '[ERROR] Failed to execute goal compile: Compilation failure'
            echo '[ERROR] New.java:[1,1] cannot find symbol'
            echo '[ERROR] '
            echo '[ERROR] -> [Help 1]'
            echo '[ERROR] Re-run Maven using the -X switch to enable full debug logging.'
            echo '[ERROR]   mvn <args> -rf :cli'
            exit 1
            """;
    private static final String CANNOT_START = """
            #!/bin/sh
            echo 'Error: no memory'
            printf 'no line end'
            exit 1
            """;

    @TempDir
    private Path directory = Path.of(".");

    private Path copy = directory;
    private Launcher launcher = new Launcher(directory, directory);

    @BeforeEach
    void aWorkingCopyWithoutBuild() throws IOException {
        copy = directory.resolve("working copy");
        launcher = new Launcher(Distribution.copyLauncher(copy), directory);
        Files.writeString(copy.resolve("pom.xml"), "<project/>");
        Files.createDirectories(copy.resolve("feed-api/src/main/java"));
    }

    private ProcessBuilder process(String maven) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path mvn = bin.resolve("mvn");
        Files.deleteIfExists(mvn);
        Files.writeString(mvn, maven.replace("ROOT", Launcher.root().toString()));
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder process = launcher.process("version");
        process.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
        return process;
    }

    private long builds() throws IOException {
        return Files.readAllLines(copy.resolve("builds")).size();
    }

    @Test
    void withoutBuild_buildsOnce_andShowsProgress() throws Exception {
        Ended first = launcher.end(process(BUILDS));
        Ended second = launcher.end(process(BUILDS));

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("controlfeed ");
        assertThat(first.err()).contains("controlfeed: building feed-api (2 of 6) …");
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
        assertThat(copy.resolve("cli/target/build.lock")).doesNotExist();
    }

    @Test
    void aNewerSource_buildsAgain() throws Exception {
        launcher.end(process(BUILDS));
        Path source = Files.writeString(copy.resolve("feed-api/src/main/java/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        launcher.end(process(BUILDS));

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void twoAtOnce_buildOnce() throws Exception {
        Started one = launcher.start(process(BUILDS));
        Started other = launcher.start(process(BUILDS));

        assertThat(launcher.end(one).code()).isZero();
        assertThat(launcher.end(other).code()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aLockWhoseOwnerIsDead_isTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(copy.resolve("cli/target"));
        Files.createSymbolicLink(copy.resolve("cli/target/build.lock"), Path.of(Long.toString(dead.pid())));

        assertThat(launcher.end(process(BUILDS)).code()).isZero();
    }

    @Test
    void aBuildThatFails_showsItsErrorsOnce_andNoAdvice() throws Exception {
        Ended run = launcher.end(process(FAILS));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsExactly(
                        "controlfeed: building it once; later runs start at once",
                        "COMPILATION ERROR : ",
                        "New.java:[1,1] cannot find symbol",
                        "Failed to execute goal compile: Compilation failure",
                        "controlfeed: the build failed; the whole log: " + copy.toRealPath() + "/cli/target/build.log");
        assertThat(copy.resolve("cli/target/build.lock")).doesNotExist();
    }

    @Test
    void aMavenThatCannotStart_showsTheEndOfItsLog() throws Exception {
        Ended run = launcher.end(process(CANNOT_START));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Error: no memory", "no line end", "the build failed");
    }
}
