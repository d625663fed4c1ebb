package io.controlfeed.cli.feed;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what a feed holds at given versions. It is opened when it is first needed, and given up when it fails. */
public final class HeldEvents implements AutoCloseable {
    private final Supplier<Source> opening;
    private @Nullable Source source;
    private @Nullable String trouble;

    HeldEvents(Supplier<Source> opening) {
        this.opening = opening;
    }

    /** The events at these versions; those that could not be read are missing. */
    Map<Long, ControlEvent> at(SortedSet<Long> versions) {
        Map<Long, ControlEvent> events = new HashMap<>();
        try {
            for (long version : versions) {
                if (trouble == null && !events.containsKey(version)) {
                    for (ControlEvent event : open().poll(version - 1, Duration.ZERO)) {
                        if (versions.contains(event.controlVersion())) {
                            events.put(event.controlVersion(), event);
                        }
                    }
                }
            }
        } catch (FeedException | SettingException unreadable) {
            trouble = String.valueOf(unreadable.getMessage());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            trouble = "interrupted";
        }
        return events;
    }

    /** Why events could not be read, if that happened. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private Source open() {
        Source opened = source;
        if (opened == null) {
            opened = opening.get();
            source = opened;
        }
        return opened;
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
    }
}
