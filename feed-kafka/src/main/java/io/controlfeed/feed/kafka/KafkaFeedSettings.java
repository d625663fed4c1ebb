package io.controlfeed.feed.kafka;

import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.LanedFeed;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the Kafka feed can be told.
 *
 * @param topic the feed's name, which is its topic's
 * @param lane the partition to open
 * @param publisher the publisher identity of a sink: a newer sink of the same one fences the older
 * @param group the node's name: the consumer group in which a source shows what was acknowledged
 * @param timeout how long an operation tries before it gives up
 * @param wire how events are written as bytes
 * @param properties what Kafka's clients are given, as it is
 */
record KafkaFeedSettings(
        String bootstrapServers,
        String topic,
        int lane,
        String publisher,
        String group,
        Duration timeout,
        WireSettings wire,
        Map<String, String> properties) {
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private static final Setting<String> BOOTSTRAP_SERVERS = Setting.required(
            "kafka-bootstrap-servers", "HOST:PORT,…", "the brokers to ask first", KafkaFeedSettings::text);
    private static final Setting<String> NAME = new Setting<>(
            "feed-name", "NAME", "the feed's name, which is its topic's", "control-events", KafkaFeedSettings::topic);
    private static final Setting<Integer> LANE = new Setting<>(
            LanedFeed.LANE,
            "N",
            "the lane to open: a partition of the topic",
            "0",
            text -> Texts.number(text, 0, Integer.MAX_VALUE));
    private static final Setting<String> PUBLISHER = new Setting<>(
            FeedProvider.PUBLISHER,
            "NAME",
            "who appends: of two sinks under one name the newer fences the older",
            "controlfeed",
            KafkaFeedSettings::text);
    private static final Setting<String> GROUP = new Setting<>(
            FeedProvider.NODE,
            "NAME",
            "the node that acknowledges: the consumer group that shows up to where; one for each node",
            "controlfeed",
            KafkaFeedSettings::text);
    private static final Setting<Duration> TIMEOUT = new Setting<>(
            "kafka-timeout",
            "SECONDS",
            "how long an operation tries before it gives up",
            "30",
            text -> Duration.ofSeconds(Texts.number(text, 1, 3_600)));

    private static final Setting<Optional<Path>> PROPERTIES_FILE =
            Setting.optional("kafka-properties-file", "FILE", "a file of properties for Kafka's clients", Path::of);
    private static final Setting<Map<String, String>> PROPERTY = Setting.properties(
            "kafka-property",
            "KEY=VALUE",
            "a property for Kafka's clients, such as security.protocol=SSL; wins over the file");

    static final List<Setting<?>> ALL = Stream.concat(
                    Stream.of(BOOTSTRAP_SERVERS, NAME, LANE, PUBLISHER, GROUP, TIMEOUT, PROPERTIES_FILE, PROPERTY),
                    WireSettings.ALL.stream())
            .toList();

    static KafkaFeedSettings from(Settings settings) {
        Map<String, String> properties = ClientProperties.of(settings.get(PROPERTIES_FILE), settings.get(PROPERTY));
        return new KafkaFeedSettings(
                settings.get(BOOTSTRAP_SERVERS),
                settings.get(NAME),
                settings.get(LANE),
                settings.get(PUBLISHER),
                settings.get(GROUP),
                settings.get(TIMEOUT),
                WireSettings.from(settings, properties),
                properties);
    }

    /** For logs and messages. */
    String feedName() {
        return "kafka:" + topic + (lane == 0 ? "" : "/" + lane);
    }

    /** For what fails before it is known whether there is such a feed. */
    String place() {
        return feedName() + " at " + bootstrapServers;
    }

    /** Shows no property: among them are passwords. */
    @Override
    public String toString() {
        return place();
    }

    KafkaFeedSettings ofLane(int other) {
        return new KafkaFeedSettings(bootstrapServers, topic, other, publisher, group, timeout, wire, properties);
    }

    String transactionalId() {
        return publisher + "." + topic + "." + lane;
    }

    private static String text(String text) {
        return text.strip();
    }

    private static String topic(String text) {
        if (!TOPIC.matcher(text).matches()) {
            throw new IllegalArgumentException("it must be 1 to 249 letters, digits, '.', '_' or '-'");
        }
        return text;
    }
}
