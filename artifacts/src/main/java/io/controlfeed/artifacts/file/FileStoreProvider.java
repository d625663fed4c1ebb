package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.ArtifactProvider;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Opens the artifact store in a directory. */
public final class FileStoreProvider implements ArtifactProvider {
    private static final Setting<Path> DIR = Setting.required(
            "artifacts-file-dir", "DIR", "the artifact store's directory; the first put makes it", Path::of);
    private static final Setting<Boolean> FSYNC = Setting.bool(
            "artifacts-file-fsync",
            true,
            "write through to the disk before a put returns; false gives up what was put against a power loss or a crash"
                    + " of the operating system, and nothing else");

    @Override
    public String name() {
        return "file";
    }

    @Override
    public String summary() {
        return "artifacts in a directory, one file for each";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(DIR, FSYNC);
    }

    @Override
    public WritableStore open(Settings settings) {
        return new FileStore(settings.get(DIR), settings.get(FSYNC), InstantSource.system());
    }
}
