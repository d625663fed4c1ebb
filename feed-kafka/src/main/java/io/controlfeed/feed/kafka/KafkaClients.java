package io.controlfeed.feed.kafka;

import io.controlfeed.feed.SettingException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Makes Kafka's clients: what the operator gave, our defaults under it, and over it what the feed itself decides. */
final class KafkaClients {
    private static final int CLIENT_MEMORY = 4 * 1024 * 1024;
    /** What comes ends a fetch at once: the longer it may wait, the less a fleet of idle nodes asks of its brokers. */
    private static final int LONGEST_FETCH_MILLIS = 1_000;

    private final KafkaFeedSettings settings;

    KafkaClients(KafkaFeedSettings settings) {
        this.settings = settings;
    }

    Admin admin() {
        int timeout = millis();
        return make(
                Map.of(
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        timeout,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        requestTimeout()),
                Map.of(),
                Admin::create);
    }

    RecordLimit recordLimit(TopicLane lane) {
        return new RecordLimit(lane, settings.properties());
    }

    String transactionalId() {
        return settings.transactionalId();
    }

    Producer<byte[], byte[]> producer() {
        int timeout = millis();
        return make(
                Map.of(
                        // A transaction's commit flushes what was sent, so lingering delays nobody and fills the
                        // batches.
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        // Never more than a sound topic takes: a batch that is refused is split, which takes seconds.
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        TopicCheck.LARGEST_RECORD,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        timeout,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        timeout,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        requestTimeout()),
                with(ClientProperties.OF_SINKS, ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId()),
                config -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** A consumer of no group that reads what was committed, and never decides by itself where. */
    <V> Consumer<byte[], V> consumer(int maxPoll, Deserializer<V> values) {
        int longestFetch = Math.min(LONGEST_FETCH_MILLIS, requestTimeout() / 2);
        return consumer(maxPoll, values, Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, longestFetch));
    }

    /** The same for stretches that are there already: a fetch that waits for something new would hold up the next stretch. */
    <V> Consumer<byte[], V> scanner(int maxPoll, Deserializer<V> values) {
        return consumer(
                maxPoll,
                values,
                Map.of(
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        1,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        CLIENT_MEMORY));
    }

    private <V> Consumer<byte[], V> consumer(int maxPoll, Deserializer<V> values, Map<String, Object> more) {
        Map<String, Object> defaults = new HashMap<>(more);
        defaults.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, CLIENT_MEMORY);
        defaults.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
        defaults.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestTimeout());
        return make(
                defaults,
                with(ClientProperties.OF_SOURCES, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPoll),
                config -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), values));
    }

    /** A consumer that is a member of a group, and commits for it. */
    Consumer<byte[], byte[]> member(String group) {
        Map<String, Object> defaults = new HashMap<>();
        if (!settings.properties().containsKey(ConsumerConfig.GROUP_PROTOCOL_CONFIG)) {
            // Who keeps a lane goes on with it while others move.
            defaults.put(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        }
        return make(
                defaults,
                with(ClientProperties.OF_SOURCES, ConsumerConfig.GROUP_ID_CONFIG, group),
                config -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    private int millis() {
        return Math.toIntExact(settings.timeout().toMillis());
    }

    /** Several tries must fit into the timeout: a lost answer is not yet an outage. */
    private int requestTimeout() {
        return Math.max(millis() / 3, Math.min(1_000, millis() / 2));
    }

    private static Map<String, Object> with(Map<String, String> guaranteed, String key, Object value) {
        Map<String, Object> fixed = new HashMap<>(guaranteed);
        fixed.put(key, value);
        return fixed;
    }

    private <T> T make(
            Map<String, Object> defaults, Map<String, Object> fixed, Function<Map<String, Object>, T> maker) {
        Map<String, Object> config = new HashMap<>(defaults);
        config.putAll(settings.properties());
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.putAll(fixed);
        try {
            return maker.apply(config);
        } catch (ConfigException wrong) {
            throw new SettingException("Kafka's client refuses its settings: " + wrong.getMessage(), wrong);
        } catch (KafkaException unusable) {
            throw KafkaErrors.opening(settings.place(), unusable);
        }
    }
}
