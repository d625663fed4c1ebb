package io.controlfeed.feed;

import java.util.List;

/** A provider that can make a feed, and can say what is wrong with the way in which one is set up. */
public interface FeedAdmin {
    /** What a new feed can be told, beside what it is opened with. */
    List<Setting<?>> creationSettings();

    /**
     * Makes a new, empty feed, and returns when it can be opened.
     *
     * @param settings those of the provider and the creation settings
     * @return what was made, in one line for a person
     * @throws SettingException if a setting is wrong, or the feed is there already
     * @throws FeedException if the feed's place cannot be reached
     */
    String create(Settings settings);

    /**
     * Looks at how the feed is set up.
     *
     * @return what it found, the worst first; nothing if all is well
     * @throws FeedException if the feed cannot be reached
     */
    List<Finding> check(Settings settings);

    /**
     * One thing that a person should know.
     *
     * @param what what it is about: {@code retention.ms of topic 'control-events'}
     * @param problem what is wrong, and what may come of it
     * @param advice what to do: whole sentences
     */
    record Finding(Severity severity, String what, String problem, String advice) {}

    /** How bad a finding is. */
    enum Severity {
        /** A guarantee does not hold. */
        ERROR,
        /** A guarantee may not hold one day. */
        WARNING
    }
}
