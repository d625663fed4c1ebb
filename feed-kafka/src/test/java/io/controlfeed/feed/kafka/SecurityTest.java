package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.controlfeed.feed.Acker;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.PropertyLines;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import io.controlfeed.kafka.dev.Security;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feeds behind TLS and a login, on listeners of kafka-dev. */
class SecurityTest {
    private static final FeedRegistry FEEDS = FeedRegistry.of(new KafkaFeedProvider());
    private static final Pattern PASSWORD = Pattern.compile("password=\"([^\"]+)\"");
    private static final String TRUSTSTORE = "ssl.truststore.location";

    private static final DevKafka ENCRYPTED = start(Security.SSL);
    private static final DevKafka LOGIN = start(Security.SASL_SSL);

    private static DevKafka start(Security security) {
        return DevKafka.start(DevKafkaOptions.defaults().withSecurity(security));
    }

    @AfterAll
    static void close() {
        ENCRYPTED.close();
        LOGIN.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SSL", "SASL_SSL"})
    void everyUse_works_andNothingShowsASecret(Security security) throws InterruptedException {
        DevKafka kafka = security == Security.SSL ? ENCRYPTED : LOGIN;
        Map<String, String> settings = settings(kafka, properties(kafka));
        try (Logged ours = new Logged("io.controlfeed", Level.TRACE);
                Logged clients = new Logged("org.apache.kafka", Level.DEBUG)) {
            assertThat(FEEDS.create("kafka", settings)).startsWith("kafka:secured");
            try (Sink sink = FEEDS.openSink("kafka", settings);
                    Source source = FEEDS.openSource("kafka", settings)) {
                ControlEvent stored = sink.append(
                        ControlEvent.builder("a", "tenant.updated", "tenant/1").build());
                assertThat(source.poll(0, Duration.ofSeconds(20))).containsExactly(stored);
                ((Acker) source).ack("a");
                assertThat(((EventLookup) sink).versionsOf(List.of("a", "b"), 0))
                        .isEqualTo(Map.of("a", stored.controlVersion()));
            }
            assertThat(FEEDS.check("kafka", settings)).hasSize(1);

            assertThat(clients.lines())
                    .as("the clients' configuration is logged")
                    .anyMatch(line -> line.contains("ssl.truststore.password = [hidden]"));
            List<String> all = new ArrayList<>(ours.lines());
            all.addAll(clients.lines());
            assertNoSecret(kafka, String.join("\n", all));
        }
    }

    @Test
    void wrongPassword_isUnavailable_andNamesWhatToCheck() {
        Map<String, String> properties = properties(LOGIN);
        properties.compute(
                "sasl.jaas.config", (key, jaas) -> PASSWORD.matcher(jaas).replaceAll("password=\"hunter2\""));

        assertRefused(LOGIN, properties, error -> {
            assertThat(error)
                    .hasMessageContaining("SaslAuthenticationException")
                    .hasMessageContaining("sasl.jaas.config");
            assertThat(stackTrace(error)).doesNotContain("hunter2");
        });
    }

    @Test
    void noLogin_whereOneIsNeeded_saysSo() {
        Map<String, String> properties = properties(LOGIN);
        properties.put("security.protocol", "SSL");
        properties.remove("sasl.jaas.config");
        properties.remove("sasl.mechanism");

        assertThatThrownBy(() -> FEEDS.openSource("kafka", settings(LOGIN, properties)))
                .isInstanceOf(FeedException.Unavailable.class)
                .hasMessageContaining("security.protocol");
    }

    @Test
    void plainText_whereTlsIsSpoken_saysSo() {
        assertThatThrownBy(
                        () -> FEEDS.openSource("kafka", settings(ENCRYPTED, Map.of("security.protocol", "PLAINTEXT"))))
                .isInstanceOf(FeedException.Unavailable.class)
                .hasMessageContaining("security.protocol");
    }

    @Test
    void trustInAnotherAuthority_isUnavailable_andNamesTheTruststore() {
        Map<String, String> properties = properties(ENCRYPTED);
        for (String key : List.of(TRUSTSTORE, "ssl.truststore.password")) {
            properties.put(key, properties(LOGIN).get(key));
        }

        assertRefused(
                ENCRYPTED,
                properties,
                error -> assertThat(error)
                        .hasMessageContaining("SslAuthenticationException")
                        .hasMessageContaining(TRUSTSTORE));
    }

    @Test
    void truststoreThatIsNotThere_isNamed() {
        Map<String, String> properties = properties(ENCRYPTED);
        properties.put(TRUSTSTORE, "/no/such/store.p12");

        assertRefused(
                ENCRYPTED,
                properties,
                error -> assertThat(error)
                        .hasMessageContaining("/no/such/store.p12")
                        .hasMessageContaining("--kafka-property"));
    }

    @Test
    void wrongPasswordOfTheTruststore_isSaidWithoutShowingIt() {
        Map<String, String> properties = properties(ENCRYPTED);
        properties.put("ssl.truststore.password", "hunter2");

        assertRefused(ENCRYPTED, properties, error -> {
            assertThat(error)
                    .hasMessageContaining("client-truststore.p12")
                    .hasMessageContaining("password was incorrect")
                    .hasMessageContaining("--kafka-property");
            assertThat(stackTrace(error)).doesNotContain("hunter2");
        });
    }

    @Test
    void propertiesFile_isAsGoodAsProperties(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("kafka.properties");
        Files.writeString(file, PropertyLines.of(properties(LOGIN)));
        Map<String, String> settings = settings(LOGIN, Map.of());
        settings.put("kafka-properties-file", file.toString());
        settings.put("feed-name", "from-a-file");

        assertThat(FEEDS.create("kafka", settings)).startsWith("kafka:from-a-file");
    }

    @Test
    void settings_showNoPropertyAsText() {
        WireSettings wire = new WireSettings(WireSettings.Codec.AVRO, Optional.empty(), properties(LOGIN));
        KafkaFeedSettings settings = new KafkaFeedSettings(
                "127.0.0.1:9092", "feed", 0, "me", "group", Duration.ofSeconds(1), wire, properties(LOGIN));

        assertThat(settings).hasToString("kafka:feed at 127.0.0.1:9092");
        assertThat(wire).hasToString("AVRO");
    }

    /** By everything that connects, with an error that says what to do, and without a secret in it. */
    private static void assertRefused(DevKafka kafka, Map<String, String> properties, Consumer<FeedException> says) {
        Map<String, String> settings = settings(kafka, properties);
        List<Runnable> uses = List.of(
                () -> FEEDS.create("kafka", settings),
                () -> FEEDS.check("kafka", settings),
                () -> FEEDS.openSink("kafka", settings).close(),
                () -> FEEDS.openSource("kafka", settings).close());
        for (Runnable use : uses) {
            assertThatThrownBy(use::run).isInstanceOfSatisfying(FeedException.Unavailable.class, error -> {
                assertThat(error.operation()).contains("kafka:secured at " + kafka.bootstrapServers());
                says.accept(error);
                assertNoSecret(kafka, stackTrace(error));
            });
        }
    }

    private static void assertNoSecret(DevKafka kafka, String text) {
        Map<String, String> properties = properties(kafka);
        assertThat(text.contains(properties.getOrDefault("ssl.truststore.password", "?")))
                .as("the truststore's password is shown")
                .isFalse();
        Matcher login = PASSWORD.matcher(properties.getOrDefault("sasl.jaas.config", ""));
        if (login.find()) {
            assertThat(text.contains(login.group(1)))
                    .as("the login's password is shown")
                    .isFalse();
        }
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static Map<String, String> properties(DevKafka kafka) {
        Map<String, String> properties = new HashMap<>(kafka.clientProperties());
        properties.remove("bootstrap.servers");
        return properties;
    }

    private static Map<String, String> settings(DevKafka kafka, Map<String, String> properties) {
        return new HashMap<>(Map.of(
                "kafka-bootstrap-servers",
                kafka.bootstrapServers(),
                "feed-name",
                "secured",
                "kafka-timeout",
                "5",
                "kafka-property",
                PropertyLines.of(properties)));
    }
}
