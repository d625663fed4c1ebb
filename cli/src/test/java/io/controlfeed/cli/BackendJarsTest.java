package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendJarsTest {
    @TempDir
    private Path directory = Path.of(".");

    private static Run with(String classPath) {
        return Run.of(Map.of("CONTROLFEED_CLASSPATH", classPath), "version");
    }

    private Path jar() throws IOException {
        Path jar = directory.resolve("a.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("a"));
        }
        return jar;
    }

    @Test
    void jarsAndFolders_areFine() throws IOException {
        String classPath =
                String.join(File.pathSeparator, jar().toString(), directory.toString(), directory + "/*", "");

        assertThat(with(classPath).code()).isZero();
        assertThat(with("").code()).isZero();
    }

    @Test
    void whatIsNotThere_isAnError() throws IOException {
        Run run = with(jar() + File.pathSeparator + "/absent/b.jar");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.errLines().get(0)).isEqualTo("controlfeed: CONTROLFEED_CLASSPATH: there is no /absent/b.jar");
        assertThat(with("/absent/*").err()).contains("there is no folder /absent/");
    }

    @Test
    void aFileThatIsNoJar_isAnError() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.jar"), "half of a download");
        Run run = with(broken.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.errLines().get(0)).contains(broken + " cannot be read as a jar: ");
    }

    @Test
    void aFileThatIsNoJar_inAFolderOfJars_isAnError() throws IOException {
        jar();
        Files.writeString(directory.resolve("broken.jar"), "half of a download");

        assertThat(with(directory + "/*").errLines().get(0)).contains("broken.jar cannot be read as a jar: ");
    }
}
