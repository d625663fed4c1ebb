package io.controlfeed.feed.kafka;

import io.controlfeed.feed.SettingException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What an operator gives to Kafka's clients: everything but what the feed's guarantees rest on. No message here shows a value of his. */
final class ClientProperties {
    /** How a sink must write. */
    static final Map<String, String> OF_SINKS =
            Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");

    /** How a source must read: what was committed, never deciding by itself where. */
    static final Map<String, String> OF_SOURCES = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            "false");

    /** What has a setting of its own, or is the feed's own business. */
    private static final Map<String, String> SAID_OTHERWISE = Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "is given by --kafka-bootstrap-servers",
            ConsumerConfig.GROUP_ID_CONFIG, "is given by --feed-node",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "is chosen by the feed",
            ProducerConfig.TRANSACTIONAL_ID_CONFIG, "is made of --feed-publisher, --feed-name and --feed-lane");

    private ClientProperties() {}

    /**
     * Both together; what is given by itself wins over the file.
     *
     * @throws SettingException if the file cannot be read, or something is given that must be otherwise
     */
    static Map<String, String> of(Optional<Path> file, Map<String, String> given) {
        Map<String, String> all = new HashMap<>(file.map(ClientProperties::read).orElse(Map.of()));
        all.putAll(given);
        SAID_OTHERWISE.forEach((key, where) -> {
            if (all.containsKey(key)) {
                throw new SettingException("the Kafka property " + key + " " + where + ": leave it out");
            }
        });
        refuseOthers(all, OF_SINKS);
        refuseOthers(all, OF_SOURCES);
        return all;
    }

    private static Map<String, String> read(Path file) {
        Properties read = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            read.load(text);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SettingException(
                    "kafka-properties-file is '" + file + "', which cannot be read: " + unreadable, unreadable);
        }
        Map<String, String> properties = new HashMap<>();
        read.stringPropertyNames().forEach(key -> properties.put(key, read.getProperty(key)));
        return properties;
    }

    private static void refuseOthers(Map<String, String> all, Map<String, String> guaranteed) {
        guaranteed.forEach((key, value) -> {
            if (!all.getOrDefault(key, value).equals(value)) {
                throw new SettingException("the Kafka property " + key + " must be '" + value
                        + "', the feed's guarantees rest on it: leave it out");
            }
        });
    }
}
