package io.controlfeed.bench;

import io.controlfeed.applier.FeedSources;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A feed in a topic, found by its name as everybody finds it, that was filled with so many events.
 *
 * @param settings how it is opened
 */
record KafkaFeed(FeedRegistry registry, PlainTopic topic, int size, Map<String, String> settings) {
    static final String NAME = "kafka";

    static KafkaFeed of(PlainTopic topic, int size) {
        return new KafkaFeed(
                FeedRegistry.load(),
                topic,
                size,
                Map.of("kafka-bootstrap-servers", topic.servers(), "feed-name", topic.name()));
    }

    static KafkaFeed empty(String servers, String name) {
        return of(PlainTopic.create(servers, name), 0);
    }

    static KafkaFeed filled(String servers, int size, IntFunction<ControlEvent> event, Progress progress) {
        KafkaFeed empty = empty(servers, "feed-" + size);
        try (Sink sink = empty.sink()) {
            Appends.fill(sink, size, event, progress);
        }
        return of(empty.topic, size);
    }

    Sink sink() {
        return registry.openSink(NAME, settings());
    }

    Source source() {
        return registry.openSource(NAME, settings());
    }

    KafkaFeed with(String setting, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(setting, value);
        return new KafkaFeed(registry, topic, size, more);
    }

    /** How a node of that name reads it. */
    FeedSources sources(String node) {
        return new FeedSources(registry, NAME, with(FeedProvider.NODE, node).settings());
    }

    String events() {
        return String.format(Locale.ROOT, "%,d events", size);
    }
}
