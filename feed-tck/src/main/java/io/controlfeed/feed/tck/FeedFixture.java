package io.controlfeed.feed.tck;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.Map;

/**
 * One fresh, empty feed of a backend, for one test; and the ways to bring it into trouble, as its world could. A backend's
 * author writes one.
 */
public interface FeedFixture extends AutoCloseable {
    FeedProvider provider();

    /** What the provider is to be opened with, for this one feed; always under the same publisher identity. */
    Map<String, String> settings();

    /**
     * The same feed under a publisher identity of its own; the same settings where a backend has no identities. The suites use two
     * sinks at once under two identities, but where a rule is about two under one.
     */
    default Map<String, String> settingsOfPublisher(String identity) {
        return settings();
    }

    /** Puts something behind the feed's end, or in place of its last event, that is no event. Returns its position. */
    long plantGarbage();

    /** Removes every event up to and with a version, as retention would. */
    void removeUpTo(long version);

    /** Deletes the feed and creates it again, empty, in the same place. */
    void recreate();

    /** Puts the feed out of reach of the handles that are open. */
    void goAway();

    /** Ends what {@link #goAway()} began; handles opened from now on reach the feed, as it was. */
    void comeBack();

    /** Does something while the feed cannot be reached. */
    default void whileAway(Runnable action) {
        goAway();
        try {
            action.run();
        } finally {
            comeBack();
        }
    }

    /** An event that is well-formed, and that this feed rejects: asked for by {@link RejectionContract} alone. */
    default ControlEvent rejected(ControlEvent event) {
        throw new UnsupportedOperationException("this feed rejects no well-formed event; do not run RejectionContract");
    }

    /** The version up to which the feed shows all as acknowledged: asked for by {@link AckerContract} alone. */
    default long ackedUpTo() {
        throw new UnsupportedOperationException(
                "a fixture of a feed with the ability ACK must say what is acknowledged");
    }

    /**
     * After how long something that should happen at once has failed to. Longer than the bound that the backend states for a call
     * during an outage.
     */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** Removes what the feed left in the world. */
    @Override
    void close();

    default Source openSource() {
        return FeedRegistry.of(provider()).openSource(provider().name(), settings());
    }

    default Sink openSink() {
        return openSink(settings());
    }

    default Sink openSink(Map<String, String> settings) {
        return FeedRegistry.of(provider()).openSink(provider().name(), settings);
    }
}
