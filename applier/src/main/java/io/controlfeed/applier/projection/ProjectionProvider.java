package io.controlfeed.applier.projection;

import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import java.util.List;

/**
 * A kind of projection's one door, found by {@link java.util.ServiceLoader}: a public class with a public constructor without
 * arguments, named in {@code META-INF/services/io.controlfeed.applier.projection.ProjectionProvider}.
 */
public interface ProjectionProvider {
    /** The name by which it is chosen: lower-case letters, digits and hyphens, beginning with a letter. */
    String name();

    /** What it is, in one line, for a list of projections. */
    String summary();

    /** What it can be told; everything else is refused. */
    List<Setting<?>> settings();

    /**
     * Makes one.
     *
     * @throws io.controlfeed.feed.SettingException if a setting is missing or wrong
     */
    Projection open(Settings settings);
}
