package io.controlfeed.artifacts;

import io.controlfeed.feed.Setting;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Settings;
import java.util.List;

/**
 * A kind of store's one door, found by {@link java.util.ServiceLoader}: a public class with a public constructor without
 * arguments, named in {@code META-INF/services/io.controlfeed.artifacts.ArtifactProvider}.
 */
public interface ArtifactProvider {
    /** The name by which it is opened: lower-case letters, digits and hyphens, beginning with a letter. */
    String name();

    /** What it is, in one line, for a list of stores. */
    String summary();

    /** What it can be told; everything else is refused at opening. */
    List<Setting<?>> settings();

    /**
     * Opens a store: a {@link WritableStore} if artifacts can be put into it, a {@link CollectableStore} if its garbage can be
     * collected.
     *
     * @throws SettingException if a setting is missing or wrong
     * @throws ArtifactException if the store cannot be opened
     */
    ArtifactStore open(Settings settings);
}
