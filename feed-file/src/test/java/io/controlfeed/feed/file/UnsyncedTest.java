package io.controlfeed.feed.file;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsyncedTest {
    @TempDir
    Path dir;

    @Test
    void syncThatFails_isOwedUntilItSucceeds() throws Exception {
        Unsynced unsynced = new Unsynced(new Disk(true));
        Path inTheWay = Files.createFile(dir.resolve("a"));
        unsynced.add(inTheWay.resolve("b"));

        assertThatThrownBy(unsynced::sync).isInstanceOf(IOException.class);
        assertThatThrownBy(unsynced::sync).isInstanceOf(IOException.class);

        Files.delete(inTheWay);
        Files.createDirectories(inTheWay.resolve("b"));
        unsynced.sync();
        Files.delete(inTheWay.resolve("b"));
        Files.delete(inTheWay);
        Files.createFile(inTheWay);
        assertThatCode(unsynced::sync).doesNotThrowAnyException();
    }

    @Test
    void whatWasRemovedMeanwhile_needsNoSync() throws Exception {
        Unsynced unsynced = new Unsynced(new Disk(true));
        unsynced.enter(dir.resolve("removed"));
        Files.delete(dir.resolve("removed"));

        assertThatCode(unsynced::sync).doesNotThrowAnyException();
    }
}
