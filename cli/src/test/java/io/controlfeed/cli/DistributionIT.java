package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The zip that people download: it works where no source is, from a folder with blanks in its name. */
@TestMethodOrder(OrderAnnotation.class)
class DistributionIT {
    @TempDir
    private static Path directory = Path.of(".");

    private static Path home = directory;
    private static Launcher launcher = new Launcher(directory, directory);

    @BeforeAll
    static void unpack() throws IOException {
        home = Distribution.unzipTo(Files.createDirectories(directory.resolve("a b  c")));
        launcher = new Launcher(home.resolve("bin/controlfeed"), directory);
    }

    @Test
    @Order(1)
    void itRuns_andAddsNothingToTheOutput() throws Exception {
        Ended run = launcher.run("--version");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).matches("controlfeed [0-9].* \\(Java .*\\)\n");
        assertThat(run.code()).isZero();
    }

    @Test
    @Order(2)
    void itHasWhatBelongsToIt() throws Exception {
        assertThat(home.resolve("LICENSE")).content().contains("Apache License");
        assertThat(home.resolve("README.md")).isNotEmptyFile();
        assertThat(home.resolve("plugins/README")).isNotEmptyFile();
        assertThat(home.resolve("share/bash-completion/completions/controlfeed"))
                .content()
                .contains("emit-event");
        assertThat(home.resolve("share/man/man1/controlfeed.1"))
                .content()
                .startsWith(".TH CONTROLFEED 1\n")
                .contains(".SS controlfeed outbox retry\n", "\\-\\-feed\\-sink", ".SH EXIT STATUS\n.TP\n0\ndone\n");
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .contains("controlfeed.jar", "kafka-dev.jar")
                    .doesNotHaveDuplicates()
                    .noneMatch(jar -> jar.contains("junit"));
        }
    }

    @Test
    @Order(3)
    void theDemo_holds() throws Exception {
        Ended run = launcher.run("demo", "--feed-sink=file", "--events=100", "--nodes=2");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("It holds: 99 events");
    }

    @Test
    @Order(4)
    void aBackendInPlugins_isFound() throws Exception {
        assertThat(launcher.run("backends").out()).doesNotContain("a feed in one text file");

        jar(home.resolve("plugins/notebook.jar"), Launcher.root().resolve("cli/target/test-classes"));

        assertThat(launcher.run("backends").out()).contains("a feed in one text file");
        Ended emitted =
                launcher.run("emit-event", "--feed-sink=notebook", "--notebook-file=n.txt", "--type=t", "--subject=s");
        assertThat(emitted.code()).as(emitted.err()).isZero();
    }

    @Test
    @Order(5)
    void aPluginThatIsNoJar_isAnError() throws Exception {
        Files.writeString(home.resolve("plugins/broken.jar"), "half of a download");

        Ended run = launcher.run("version");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("plugins: ", "broken.jar cannot be read as a jar");
    }

    private static void jar(Path jar, Path classes) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("notebook")
                            || file.endsWith("META-INF/services/io.controlfeed.feed.FeedProvider"))
                    .toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : files) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
    }
}
