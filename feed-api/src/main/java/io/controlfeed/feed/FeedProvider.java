package io.controlfeed.feed;

import java.util.List;
import java.util.Set;

/**
 * A backend's one door, found by {@link java.util.ServiceLoader}: a public class with a public constructor without arguments,
 * named in {@code META-INF/services/io.controlfeed.feed.FeedProvider}. Making one costs nothing and opens nothing.
 */
public interface FeedProvider {
    /** The setting by which a backend with the ability {@link Ability#FENCING} is told a sink's publisher identity. */
    String PUBLISHER = "feed-publisher";

    /** The setting by which a backend with the ability {@link Ability#ACK} is told the name of the node that a source acknowledges for. */
    String NODE = "feed-node";

    /** The name by which it is opened: lower-case letters, digits and hyphens, beginning with a letter. */
    String name();

    /** What it is, in one line, for a list of backends. */
    String summary();

    /** What its sources and sinks can do. */
    Set<Ability> abilities();

    /** What it can be told; everything else is refused at opening. */
    List<Setting<?>> settings();

    /**
     * Opens a source. Several may be open on one feed at once, each with a position of its own.
     *
     * @throws SettingException if a setting is missing or wrong
     * @throws FeedException if the feed cannot be opened
     */
    Source openSource(Settings settings);

    /**
     * Opens a sink.
     *
     * @throws SettingException if a setting is missing or wrong
     * @throws FeedException if the feed cannot be opened
     */
    Sink openSink(Settings settings);
}
