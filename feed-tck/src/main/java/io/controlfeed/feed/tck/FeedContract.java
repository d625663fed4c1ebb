package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every suite of the contract has: a fresh feed for each test, and its handles closed after it. {@link FeedUnderTest} shows
 * how a backend runs the suites. The test methods are package-private: no backend can switch one off by overriding it.
 */
@ExtendWith(EnclosingFeed.class)
public abstract class FeedContract {
    static final Duration NO_WAIT = Duration.ZERO;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private @Nullable FeedFixture fixture;

    FeedContract() {}

    @BeforeEach
    final void createFeed(FeedUnderTest backend, @TempDir Path emptyDirectory) {
        fixture = backend.newFeed(emptyDirectory);
    }

    @AfterEach
    final void closeEverything() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        if (fixture != null) {
            fixture.close();
        }
    }

    final FeedFixture feed() {
        if (fixture == null) {
            throw new IllegalStateException("the feed exists only during a test");
        }
        return fixture;
    }

    final Patience patience() {
        return new Patience(feed().patience());
    }

    final Source openSource() {
        return closedAtEnd(feed().openSource());
    }

    final Sink openSink() {
        return closedAtEnd(feed().openSink());
    }

    final Sink openSinkOf(String publisher) {
        return closedAtEnd(feed().openSink(feed().settingsOfPublisher(publisher)));
    }

    private <T extends AutoCloseable> T closedAtEnd(T handle) {
        open.push(handle);
        return handle;
    }

    /** A reader that follows the feed from its beginning; its source is open when this returns. */
    final Follower follow() {
        return new Follower(patience(), openSource());
    }

    static ControlEvent event(String id) {
        return event(id, "hostname/" + id);
    }

    static ControlEvent event(String id, String subject) {
        return ControlEvent.builder(id, "hostname.updated", subject)
                .tenantId("tenant-1")
                .build();
    }

    /** Events {@code prefix-0}, {@code prefix-1}, …, each of a subject of its own. */
    static List<ControlEvent> events(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> event(prefix + "-" + i)).toList();
    }

    static List<String> ids(List<ControlEvent> events) {
        return events.stream().map(ControlEvent::eventId).toList();
    }

    static long lastVersion(List<ControlEvent> events) {
        return events.get(events.size() - 1).controlVersion();
    }

    /** Appends all, in batches, and returns them stamped. */
    static List<ControlEvent> appendAll(Sink sink, List<ControlEvent> events) {
        List<ControlEvent> stamped = new ArrayList<>();
        for (int from = 0; from < events.size(); from += Sink.MAX_BATCH) {
            List<ControlEvent> batch = events.subList(from, Math.min(events.size(), from + Sink.MAX_BATCH));
            sink.append(batch).forEach(outcome -> stamped.add(outcome.orThrow()));
        }
        return stamped;
    }

    final List<ControlEvent> poll(Source source, long since, Duration wait) {
        return patience().call("a poll since " + since, () -> source.poll(since, wait));
    }

    /** Everything from a position to the end as it is now. */
    final List<ControlEvent> readAll(Source source, long since) {
        List<ControlEvent> all = new ArrayList<>();
        for (List<ControlEvent> some = poll(source, since, NO_WAIT);
                !some.isEmpty();
                some = poll(source, lastVersion(all), NO_WAIT)) {
            long before = all.isEmpty() ? since : lastVersion(all);
            all.addAll(some);
            assertThat(lastVersion(all)).as("a poll moves on").isGreaterThan(before);
        }
        return all;
    }

    /** Everything in the feed, as a source sees it that was opened just now. */
    final List<ControlEvent> readAll() {
        try (Source source = feed().openSource()) {
            return readAll(source, 0);
        }
    }

    /** X6, for every error that a test meets. */
    static void assertExplains(FeedException error, String about) {
        assertThat(error.getMessage())
                .as("the message of %s", error.kind())
                .contains(about)
                .contains(error.reason())
                .contains(error.hint());
        assertThat(error.operation()).as("operation").isNotBlank();
        assertThat(error.reason()).as("reason").isNotBlank();
        assertThat(error.hint()).as("hint").isNotBlank();
    }
}
