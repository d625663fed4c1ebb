package io.controlfeed.feed.file;

import io.controlfeed.feed.Setting;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Settings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the file feed can be told.
 *
 * @param dir the feed's directory; a sink makes it if it is missing
 * @param fsync whether an acknowledged event must survive a power loss, not only the end of this process
 */
record FileFeedSettings(Path dir, boolean fsync) {
    private static final Setting<Path> DIR = Setting.required(
            "feed-file-dir", "DIR", "the feed's directory; a sink makes it if it is missing", Path::of);
    private static final Setting<Boolean> FSYNC = Setting.bool(
            "feed-file-fsync",
            true,
            "write through to the disk before an event is acknowledged; false gives up durability against a power loss or"
                    + " a crash of the operating system, and nothing else");

    static final List<Setting<?>> ALL = List.of(DIR, FSYNC);

    static FileFeedSettings from(Settings settings) {
        return new FileFeedSettings(settings.get(DIR), settings.get(FSYNC));
    }

    String feedName() {
        return "file:" + dir;
    }

    /** The directory is not one that can be opened as a feed, whatever happens. */
    SettingException wrongDir(String why, @Nullable Throwable cause) {
        return new SettingException(DIR.key() + " is '" + dir + "': " + why, cause);
    }
}
