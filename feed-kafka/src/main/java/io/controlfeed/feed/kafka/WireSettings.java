package io.controlfeed.feed.kafka;

import io.controlfeed.feed.Setting;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Settings;
import io.controlfeed.feed.kafka.wire.EventDecoder;
import io.controlfeed.feed.kafka.wire.EventEncoder;
import io.controlfeed.feed.kafka.wire.RegistryCredentials;
import io.controlfeed.feed.kafka.wire.RegistryOptions;
import io.controlfeed.feed.kafka.wire.SchemaRegistry;
import io.controlfeed.feed.kafka.wire.WireException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * How events are written as bytes. What the registry's own clients can be told, by {@code kafka-property}, is called here as it is
 * called there.
 *
 * @param codec what is written; both formats are read
 * @param registry the URLs of the schema registry, if there is one
 * @param properties those of Kafka's clients
 */
record WireSettings(Codec codec, Optional<List<URI>> registry, Map<String, String> properties) {
    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(10);
    private static final String REGISTRY_PREFIX = "schema.registry.";

    private static final Setting<Codec> CODEC = new Setting<>(
            "kafka-codec",
            "avro|confluent",
            "avro needs no registry; confluent is the wire format of a Confluent-compatible one",
            "avro",
            Codec::of);
    private static final Setting<Optional<List<URI>>> REGISTRY = Setting.optional(
            "schema-registry-url",
            "URL,…",
            "the schema registry; several URLs of one with commas",
            text -> Stream.of(text.split(","))
                    .map(String::strip)
                    .map(URI::create)
                    .toList());

    static final List<Setting<?>> ALL = List.of(CODEC, REGISTRY);

    enum Codec {
        AVRO,
        CONFLUENT;

        private static Codec of(String text) {
            return switch (text.strip()) {
                case "avro" -> AVRO;
                case "confluent" -> CONFLUENT;
                default -> throw new IllegalArgumentException("it must be avro or confluent");
            };
        }
    }

    static WireSettings from(Settings settings, Map<String, String> properties) {
        WireSettings wire = new WireSettings(settings.get(CODEC), settings.get(REGISTRY), properties);
        if (wire.codec == Codec.CONFLUENT && wire.registry.isEmpty()) {
            throw new SettingException(CODEC.key() + " is 'confluent', which needs " + REGISTRY.key());
        }
        return wire;
    }

    EventEncoder encoder(String topic) throws WireException {
        String own = properties.get(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        if (own != null) {
            return EventEncoder.serializer(own, topic, forUserClass());
        }
        return switch (codec) {
            case AVRO -> EventEncoder.singleObject();
            case CONFLUENT -> EventEncoder.confluent(topic, schemaRegistry().orElseThrow());
        };
    }

    EventDecoder decoder(String topic) throws WireException {
        String own = properties.get(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        if (own != null) {
            return EventDecoder.deserializer(own, topic, forUserClass());
        }
        return EventDecoder.avro(schemaRegistry().orElse(null));
    }

    /** The registry's URL is told to the user's own classes under the name that they know it by. */
    private Map<String, ?> forUserClass() {
        Map<String, Object> all = new HashMap<>();
        registry.ifPresent(urls -> all.put(
                REGISTRY_PREFIX + "url",
                String.join(",", urls.stream().map(URI::toString).toList())));
        all.putAll(properties);
        return all;
    }

    private Optional<SchemaRegistry> schemaRegistry() {
        return registry.map(urls -> {
            try {
                return new SchemaRegistry(new RegistryOptions(
                        urls,
                        credentials(),
                        RegistryTls.context(this::property),
                        REGISTRY_TIMEOUT,
                        !"false".equals(properties.get("auto.register.schemas"))));
            } catch (IllegalArgumentException wrong) {
                throw new SettingException(REGISTRY.key() + ": " + wrong.getMessage(), wrong);
            }
        });
    }

    private @Nullable RegistryCredentials credentials() {
        String token = property("bearer.auth.token");
        if (token != null) {
            return RegistryCredentials.bearer(token);
        }
        String user = property("basic.auth.user.info");
        if (user == null) {
            return null;
        }
        int colon = user.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("basic.auth.user.info must be user:password");
        }
        return RegistryCredentials.basic(user.substring(0, colon), user.substring(colon + 1));
    }

    /** Shows no property: among them are passwords. */
    @Override
    public String toString() {
        return codec
                + registry.map(urls -> " with the schema registry at " + urls).orElse("");
    }

    /** With the prefix or without, as Confluent's own clients take them. */
    private @Nullable String property(String key) {
        String prefixed = properties.get(REGISTRY_PREFIX + key);
        return prefixed != null || key.startsWith("ssl.") ? prefixed : properties.get(key);
    }
}
