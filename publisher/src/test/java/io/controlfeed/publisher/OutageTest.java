package io.controlfeed.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.publisher.Database.Fresh;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The feed is away, or does not say what it did. */
class OutageTest {
    @TempDir
    Path dir;

    private final MemoryFeed memory = new MemoryFeed();

    @ParameterizedTest
    @EnumSource
    void outage_delaysEverything_andIsChargedToNoRow(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        List<ControlEvent> events = Rows.events("e", 500, "a", "b", "c");
        RunningPump.during(outbox, memory, () -> {
            Rows.enqueue(outbox, Rows.event("first", "a"));
            Eventually.holds(
                    "first is published", () -> Rows.state(outbox, "first").equals("published"));
            memory.goAway();
            Rows.enqueue(outbox, events);
            Eventually.holds(
                    "the trouble is told",
                    () -> !outbox.query("SELECT trouble FROM control_events_pump")
                            .equals(List.of("null")));
            memory.comeBack();
            Eventually.holds(
                    "all are published", () -> outbox.query(Rows.STATES).equals(List.of("published 501")));
        });
        assertThat(FeedContent.of(memory)).hasSize(501);
        assertThat(outbox.query("SELECT max(attempt_count) FROM control_events_outbox"))
                .containsExactly("0");
        assertThat(outbox.query("SELECT trouble FROM control_events_pump")).containsExactly("null");
    }

    @ParameterizedTest
    @EnumSource
    void rowOfUnknownOutcome_isLookedUpBeforeItIsTriedAgain(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Doubtful feed = new Doubtful(memory);
        Rows.enqueue(outbox, Rows.event("before", "b"));
        RunningPump.during(outbox, feed, () -> {
            Eventually.holds(
                    "before is published", () -> Rows.state(outbox, "before").equals("published"));
            Rows.enqueue(outbox, Rows.event("doubt", "a"), Rows.event("behind", "a"), Rows.event("other", "b"));
            Eventually.holds(
                    "all are published", () -> outbox.query(Rows.STATES).equals(List.of("published 4")));
        });
        assertThat(Rows.ids(FeedContent.of(memory))).containsExactly("before", "doubt", "other", "behind");
        assertThat(feed.asked).containsExactly(List.of("doubt"));
    }

    /** Stores an event called doubt and says that it may have; would store it again. */
    private static final class Doubtful implements FeedProvider {
        private final MemoryFeed memory;
        private final List<Collection<String>> asked = new ArrayList<>();

        Doubtful(MemoryFeed memory) {
            this.memory = memory;
        }

        @Override
        public String name() {
            return memory.name();
        }

        @Override
        public String summary() {
            return memory.summary();
        }

        @Override
        public Set<Ability> abilities() {
            return memory.abilities();
        }

        @Override
        public List<Setting<?>> settings() {
            return memory.settings();
        }

        @Override
        public Source openSource(Settings settings) {
            return memory.openSource(settings);
        }

        @Override
        public Sink openSink(Settings settings) {
            return new DoubtfulSink(memory.openSink(settings));
        }

        private final class DoubtfulSink implements Sink, EventLookup {
            private final Sink sink;

            DoubtfulSink(Sink sink) {
                this.sink = sink;
            }

            @Override
            public String name() {
                return sink.name();
            }

            @Override
            public List<AppendOutcome> append(List<ControlEvent> events) {
                List<AppendOutcome> outcomes = new ArrayList<>();
                for (ControlEvent event : events) {
                    if (event.eventId().equals("doubt")) {
                        sink.append(event);
                        outcomes.add(new AppendOutcome.Failed(
                                event, new FeedException.Indeterminate("append", "no answer", "Try again.", null)));
                    } else if (event.eventId().equals("behind") && events.size() > 1) {
                        outcomes.add(new AppendOutcome.HeldBack(event, "doubt"));
                    } else {
                        outcomes.addAll(sink.append(List.of(event)));
                    }
                }
                return outcomes;
            }

            @Override
            public Map<String, Long> versionsOf(Collection<String> eventIds, long after) {
                if (eventIds.contains("doubt")) {
                    asked.add(List.copyOf(eventIds));
                }
                return ((EventLookup) sink).versionsOf(eventIds, after);
            }

            @Override
            public Map<String, Long> idsAfter(long after) {
                return ((EventLookup) sink).idsAfter(after);
            }

            @Override
            public void close() {
                sink.close();
            }
        }
    }
}
