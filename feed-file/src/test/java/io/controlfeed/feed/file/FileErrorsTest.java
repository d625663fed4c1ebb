package io.controlfeed.feed.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.controlfeed.feed.FeedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileErrorsTest {
    static Stream<Arguments> errors() {
        return Stream.of(
                arguments(new IOException("No space left on device"), "No space left on device", "Free space"),
                arguments(
                        new FileNotFoundException("/f/tmp/000.json (No space left on device)"),
                        "/f/tmp/000.json (No space left on device)",
                        "Free space"),
                arguments(
                        new FileSystemException("/f/ids/00", null, "Disk quota exceeded"),
                        "/f/ids/00: Disk quota exceeded",
                        "Free space"),
                arguments(new IOException("File too large"), "File too large", "Free space"),
                arguments(
                        new FileNotFoundException("/f/lock (Read-only file system)"),
                        "/f/lock (Read-only file system)",
                        "read and write"),
                arguments(
                        new FileNotFoundException("/f/lock (Permission denied)"),
                        "/f/lock (Permission denied)",
                        "read and write"),
                arguments(new AccessDeniedException("/f/lock"), "/f/lock: access denied", "read and write"),
                arguments(
                        new NoSuchFileException("/f/head.properties"), "/f/head.properties does not exist", "mounted"),
                arguments(
                        new FileNotFoundException("/f/lock (No such file or directory)"),
                        "/f/lock (No such file or directory)",
                        "mounted"),
                arguments(new NotDirectoryException("/f"), "/f: NotDirectoryException", "system's log"),
                arguments(new IOException("Input/output error"), "Input/output error", "system's log"),
                arguments(new IOException("Is a directory"), "Is a directory", "system's log"),
                arguments(new IOException(), "IOException", "system's log"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void unavailable_saysWhatWasDoneWhyItFailedAndWhatToDo(IOException error, String reason, String hint) {
        FeedException.Unavailable told = FileErrors.unavailable("append of event 'x' to file:/f", error);

        assertThat(told.operation()).isEqualTo("append of event 'x' to file:/f");
        assertThat(told.reason()).isEqualTo(reason);
        assertThat(told.hint()).contains(hint);
        assertThat(told).hasCause(error);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void indeterminate_saysFirstToAppendAgain(IOException error, String reason, String hint) {
        FeedException.Indeterminate told = FileErrors.indeterminate("append of event 'x' to file:/f", error);

        assertThat(told.reason()).startsWith(reason + ", after the event got its place");
        assertThat(told.hint())
                .startsWith("Append it again with the same event id")
                .contains(hint);
        assertThat(told).hasCause(error);
    }

    @Test
    void aPathThatSoundsLikeAnError_misleadsNobodyWhenItIsTheMessageOfNone() {
        assertThat(FileErrors.isNotWritable(new IOException("about: Permission denied")))
                .isFalse();
        assertThat(FileErrors.isNotWritable(new AccessDeniedException("/f"))).isTrue();
    }
}
