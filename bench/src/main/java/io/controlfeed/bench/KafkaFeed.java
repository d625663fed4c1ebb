package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** A feed in a topic, found by its name as everybody finds it, that was filled with so many events. */
record KafkaFeed(FeedRegistry registry, PlainTopic topic, int size) {
    static final String NAME = "kafka";

    static KafkaFeed empty(String servers, String name) {
        return new KafkaFeed(FeedRegistry.load(), PlainTopic.create(servers, name), 0);
    }

    static KafkaFeed filled(String servers, int size, IntFunction<ControlEvent> event, Progress progress) {
        KafkaFeed empty = empty(servers, "feed-" + size);
        try (Sink sink = empty.sink()) {
            Appends.fill(sink, size, event, progress);
        }
        return new KafkaFeed(empty.registry, empty.topic, size);
    }

    Sink sink() {
        return registry.openSink(NAME, settings());
    }

    Source source() {
        return registry.openSource(NAME, settings());
    }

    Map<String, String> settings() {
        return Map.of("kafka-bootstrap-servers", topic.servers(), "feed-name", topic.name());
    }

    String events() {
        return String.format(Locale.ROOT, "%,d events", size);
    }
}
