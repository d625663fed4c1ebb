package io.controlfeed.cli.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Run;
import io.controlfeed.cli.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmitTest {
    private static final String EMPTY_SHA256 =
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private Path directory = Path.of(".");
    private String file = "";

    @BeforeEach
    void anOutbox(@TempDir Path temporary) {
        directory = temporary;
        file = temporary.resolve("outbox.db").toString();
        Run.of("outbox", "init", "--outbox", file);
    }

    private Run emit(String... more) {
        Stream<String> event = Stream.of("emit", "--outbox", file, "--type=tenant.updated", "--subject=tenant/acme");
        return Run.of(Stream.concat(event, Stream.of(more)).toArray(String[]::new));
    }

    private String published() {
        Run.of(
                "publish",
                "--outbox",
                file,
                "--feed-sink=file",
                "--feed-file-dir=" + directory.resolve("feed"),
                "--once");
        return Run.of("tail", "--feed-source=file", "--feed-file-dir=" + directory.resolve("feed"), "--json")
                .out();
    }

    @Test
    void artifactIsStored_andTheEventRefersToIt() throws Exception {
        Path rows = Files.writeString(directory.resolve("rows.json"), "{\"changes\":[]}");

        Run run = emit("--event-id=e1", "--artifacts=" + directory.resolve("store"), "--rows=" + rows, "--json");

        assertThat(run.code()).as(run.err()).isZero();
        String digest = run.out().replaceAll("(?s).*\"checksum\":\"sha256:([0-9a-f]{64})\".*", "$1");
        assertThat(directory.resolve("store/sha256/" + digest.substring(0, 2) + "/" + digest))
                .hasContent("{\"changes\":[]}");
        assertThat(published())
                .contains("\"event_id\":\"e1\"", "\"checksum\":\"sha256:" + digest + "\"", "\"artifact_size\":14")
                .contains("\"artifact_media_type\":\"application/vnd.controlfeed.rows+json\"");
    }

    @Test
    void emptyFile_isAnArtifactToo() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty"));
        Run run = emit(
                "--artifacts=" + directory.resolve("store"), "--artifact=" + empty, "--artifact-media-type=text/plain");
        assertThat(run.out()).endsWith("with artifact " + EMPTY_SHA256 + "\n");
        assertThat(published()).contains("\"artifact_media_type\":\"text/plain\"");
    }

    @Test
    void eventWithoutArtifact_orWithOneThatIsElsewhere() {
        assertThat(emit("--event-id=bare").code()).isZero();
        assertThat(emit("--event-id=elsewhere", "--checksum=" + EMPTY_SHA256).code())
                .isZero();
        assertThat(published()).contains("\"event_id\":\"bare\"", "\"checksum\":\"" + EMPTY_SHA256 + "\"");
    }

    @Test
    void idThatIsInTheOutboxAlready_isRefused() {
        assertThat(emit("--event-id=once").code()).isZero();
        Run again = emit("--event-id=once");
        assertThat(again.code()).isEqualTo(ExitCode.REJECTED.number());
        assertThat(again.err()).contains("'once'", "already", "--event-id");
        assertThat(published().lines()).hasSize(1);
    }

    @Test
    void whatCannotBeMeant_isRefused_andLeavesNothingBehind() throws Exception {
        Path some = Files.writeString(directory.resolve("some"), "bytes");
        String store = "--artifacts=" + directory.resolve("store");

        assertThat(emit("--artifact=" + some).err()).contains("--artifacts is not given");
        assertThat(emit(store, "--artifact=" + some, "--rows=" + some).err()).contains("both given");
        assertThat(emit(store, "--artifact=" + some, "--checksum=" + EMPTY_SHA256)
                        .err())
                .contains("leave out --checksum");
        assertThat(emit(store, "--artifact=" + directory.resolve("absent")).err())
                .contains("cannot be read");
        assertThat(emit(store, "--artifact=" + some, "--base-version=7").code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(Run.of("emit", "--type=t", "--subject=s").err()).contains("--outbox is not given");
        assertThat(Run.of("emit", "--outbox", directory.resolve("no.db").toString(), "--type=t", "--subject=s")
                        .err())
                .contains("controlfeed outbox init");

        assertThat(directory.resolve("store/sha256")).doesNotExist();
        assertThat(published()).isEmpty();
    }
}
