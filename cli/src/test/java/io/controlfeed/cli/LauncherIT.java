package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher by itself: where it may be called from, what it needs, and that it adds nothing to the output. */
class LauncherIT {
    @TempDir
    private Path directory = Path.of(".");

    private static void works(Ended run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).matches("controlfeed [0-9].* \\(Java .*\\)\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void aFreshBuild_isNotBuiltAgain() throws Exception {
        works(Launcher.in(directory).run("version"));
    }

    @Test
    void symbolicLinks_areFollowed_alsoRelativeOnesInFoldersWithBlanks() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("my bin"));
        Path absolute = Files.createSymbolicLink(
                folder.resolve("absolute"), Launcher.root().resolve("controlfeed"));
        Path relative = Files.createSymbolicLink(directory.resolve("relative"), Path.of("my bin/absolute"));

        works(new Launcher(absolute, directory).run("version"));
        works(new Launcher(relative, folder).run("version"));
        works(new Launcher(Path.of("./relative"), directory).run("version"));
        Files.delete(absolute);
    }

    @Test
    void aName_isFoundOnThePath() throws Exception {
        Launcher launcher = new Launcher(Path.of("controlfeed"), directory);
        ProcessBuilder process =
                launcher.shellCommand("sh", "-c", "PATH='" + Launcher.root() + "':$PATH; controlfeed version");

        works(launcher.end(process));
    }

    @ParameterizedTest
    @CsvSource({"emit-event, 2", "tail --feed-source=unknown, 2", "no-such-command, 2"})
    void anError_passesItsCodeThrough_withoutStackTrace(String line, int code) throws Exception {
        Ended run = Launcher.in(directory).run(line.split(" "));

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(2).noneMatch(text -> text.startsWith("\tat "));
    }

    @Test
    void jvmOptions_areAppended() throws Exception {
        Launcher launcher = Launcher.in(directory);
        ProcessBuilder process = launcher.process("version");
        process.environment().put("CONTROLFEED_JAVA_OPTS", "-Dunused=* -XX:+UseParallelGC");
        works(launcher.end(process));
        process.environment().put("CONTROLFEED_JAVA_OPTS", "-XshowSettings:none -Xinvalid");
        assertThat(launcher.end(process).code()).isEqualTo(1);
    }

    @Test
    void moreBackends_comeWithTheirJars() throws Exception {
        Launcher launcher = Launcher.in(directory);
        ProcessBuilder process = launcher.process("backends");
        process.environment()
                .put(
                        "CONTROLFEED_CLASSPATH",
                        Launcher.root().resolve("cli/target/test-classes").toString());

        assertThat(launcher.end(process).out()).contains("a feed in one text file");
    }

    @Test
    void aJarThatIsNotThere_isAnError() throws Exception {
        ProcessBuilder process = Launcher.in(directory).process("version");
        process.environment().put("CONTROLFEED_CLASSPATH", "absent.jar");
        Ended run = Launcher.in(directory).end(process);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("CONTROLFEED_CLASSPATH: there is no absent.jar");
    }

    @Test
    void aFullDisk_isSaidInTwoLines() throws Exception {
        Launcher launcher = Launcher.in(directory);
        Ended run = launcher.end(launcher.shellCommand("sh", "-c", "'" + launcher.script() + "' --help >/dev/full"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err()).contains("standard output cannot be written");
    }

    @Test
    void anOldJava_isNamed_withWhatToInstall() throws Exception {
        Path home = fakeJava("JAVA_VERSION=\"11.0.24\"\n");
        Ended run = withJavaHome(home);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains(home + "/bin/java is Java 11.0.24, and 17 or newer is needed", "Install a JDK 17");
    }

    @Test
    void aJavaHomeWithoutJava_isNamed() throws Exception {
        Ended run = withJavaHome(directory);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("JAVA_HOME is " + directory, "Install a JDK 17");
    }

    private Ended withJavaHome(Path home) throws IOException, InterruptedException {
        Launcher launcher = Launcher.in(directory);
        ProcessBuilder process = launcher.process("version");
        process.environment().put("JAVA_HOME", home.toString());
        return launcher.end(process);
    }

    private Path fakeJava(String release) throws IOException {
        Path home = directory.resolve("jdk");
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), release);
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nexit 9\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }
}
