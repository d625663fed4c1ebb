package io.controlfeed.feed.kafka;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import io.controlfeed.kafka.dev.LocalKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;

/** A feed of its own for one test, with the short timeout that outages are tested with. */
record Topic(LocalKafka kafka, String name) {
    /** A setting for processes that start on a busy machine, where no outage is tested. */
    static final String PATIENT = "kafka-timeout=30";

    private static final Duration NO_WAIT = Duration.ZERO;

    /** A topic with one lane, and as many copies as the cluster gives. */
    static Topic create(LocalKafka kafka, String name) throws Exception {
        return create(kafka, name, 1, Map.of());
    }

    static Topic create(LocalKafka kafka, String name, int lanes, Map<String, String> configs) throws Exception {
        Topic topic = new Topic(kafka, name);
        try (Admin admin = topic.admin()) {
            NewTopic asked = new NewTopic(name, Optional.of(lanes), Optional.empty()).configs(configs);
            admin.createTopics(List.of(asked)).all().get();
            Patience.until(
                    "clients see topic " + name,
                    () -> admin.listTopics().names().get().contains(name));
        }
        return topic;
    }

    Admin admin() {
        return Admin.create(new HashMap<>(kafka.clientProperties()));
    }

    TopicPartition lane(int lane) {
        return new TopicPartition(name, lane);
    }

    /** @param more settings, each {@code KEY=VALUE} */
    Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka-bootstrap-servers",
                kafka.bootstrapServers(),
                "feed-name",
                name,
                "feed-node",
                name,
                "kafka-timeout",
                "2"));
        settings.putAll(settings(List.of(more)));
        return settings;
    }

    static Map<String, String> settings(List<String> lines) {
        Map<String, String> settings = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return settings;
    }

    Sink openSink(String... more) {
        return openSink(settings(more));
    }

    static Sink openSink(Map<String, String> settings) {
        return FeedRegistry.of(new KafkaFeedProvider()).openSink("kafka", settings);
    }

    Source openSource(String... more) {
        return FeedRegistry.of(new KafkaFeedProvider()).openSource("kafka", settings(more));
    }

    /** Everything that a committed reader sees, in order. */
    List<ControlEvent> readAll(String... more) throws InterruptedException {
        List<ControlEvent> all = new ArrayList<>();
        try (Source source = openSource(more)) {
            List<ControlEvent> some = source.poll(0, NO_WAIT);
            while (!some.isEmpty()) {
                all.addAll(some);
                some = source.poll(all.get(all.size() - 1).controlVersion(), NO_WAIT);
            }
        }
        return all;
    }

    /** The event {@code PREFIX-NUMBER}; all of a prefix are about one subject, so that their order matters. */
    static ControlEvent event(String prefix, int number) {
        return ControlEvent.builder(prefix + "-" + number, "tenant.updated", prefix)
                .build();
    }

    static List<ControlEvent> events(String prefix, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> event(prefix, i)).toList();
    }

    /** Events of as many subjects. */
    static List<ControlEvent> subjects(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> event("subject-" + i, 0)).toList();
    }

    static List<String> ids(List<ControlEvent> events) {
        return events.stream().map(ControlEvent::eventId).toList();
    }

    static Map<String, Long> versions(List<ControlEvent> events) {
        Map<String, Long> versions = new HashMap<>();
        events.forEach(event -> versions.put(event.eventId(), event.controlVersion()));
        return versions;
    }
}
