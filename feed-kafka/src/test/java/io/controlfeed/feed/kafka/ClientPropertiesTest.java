package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientPropertiesTest {
    @ParameterizedTest
    @CsvSource({
        "isolation.level, read_uncommitted, must be 'read_committed'",
        "auto.offset.reset, latest, must be 'none'",
        "enable.auto.commit, true, must be 'false'",
        "acks, 1, must be 'all'",
        "enable.idempotence, false, must be 'true'",
        "transactional.id, mine, is made of --feed-publisher",
        "group.id, mine, is given by --feed-node",
        "bootstrap.servers, elsewhere:9092, is given by --kafka-bootstrap-servers",
        "max.poll.records, 5, is chosen by the feed"
    })
    void whatTheGuaranteesRestOn_isRefused_bySinkAndSourceAlike(String key, String value, String says) {
        FeedRegistry feeds = FeedRegistry.of(new KafkaFeedProvider());
        Map<String, String> settings =
                Map.of("kafka-bootstrap-servers", "127.0.0.1:1", "kafka-property", key + "=" + value);

        assertThatThrownBy(() -> feeds.openSink("kafka", settings))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("the Kafka property " + key + " " + says)
                .hasMessageEndingWith("leave it out");
        assertThatThrownBy(() -> feeds.openSource("kafka", settings))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("the Kafka property " + key + " " + says);
    }

    @Test
    void whatIsSaidAsItMustBe_isNotRefused() {
        Map<String, String> same = Map.of("acks", "all", "isolation.level", "read_committed");

        assertThat(ClientProperties.of(Optional.empty(), same)).isEqualTo(same);
    }

    @Test
    void propertyWinsOverTheFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("kafka.properties"), "security.protocol=SSL\nlinger.ms=1\n# a comment\n");

        assertThat(ClientProperties.of(Optional.of(file), Map.of("linger.ms", "2")))
                .isEqualTo(Map.of("security.protocol", "SSL", "linger.ms", "2"));
    }

    @Test
    void whatTheGuaranteesRestOn_isRefusedInTheFileToo(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("kafka.properties"), "acks=0\n");

        assertThatThrownBy(() -> ClientProperties.of(Optional.of(file), Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("acks");
    }

    @Test
    void fileThatIsNotThere_isNamed(@TempDir Path directory) {
        Path file = directory.resolve("none.properties");

        assertThatThrownBy(() -> ClientProperties.of(Optional.of(file), Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("kafka-properties-file is '" + file + "'");
    }
}
