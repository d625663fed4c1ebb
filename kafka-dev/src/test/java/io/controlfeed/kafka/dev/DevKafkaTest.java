package io.controlfeed.kafka.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevKafkaTest {
    private static final DevKafkaOptions DEFAULTS = DevKafkaOptions.defaults();

    @TempDir
    Path folder = Path.of("");

    @Test
    void stopAndStart_keepPortAndData() throws Exception {
        try (DevKafka kafka = DevKafka.start(DEFAULTS)) {
            Client client = Client.of(kafka);
            String before = kafka.bootstrapServers();
            client.createTopic("t", 1);
            client.send("t", "a", "b");

            kafka.stop();
            assertThatThrownBy(() -> client.with("default.api.timeout.ms", "200")
                            .with("request.timeout.ms", "100")
                            .partition("t"))
                    .isInstanceOf(TimeoutException.class);
            kafka.start();

            client.send("t", "c");
            assertThat(client.read("t", 3)).containsExactly("a", "b", "c");
            assertThat(kafka.bootstrapServers()).isEqualTo(before);
        }
    }

    @Test
    void start_onADirectoryWithData_keepsIt() throws Exception {
        int port;
        try (DevKafka kafka = DevKafka.start(DEFAULTS.withDirectory(folder))) {
            port = port(kafka);
            Client.of(kafka).createTopic("t", 1);
            Client.of(kafka).send("t", "a");
        }
        try (DevKafka kafka = DevKafka.start(DEFAULTS.withDirectory(folder).withPort(port))) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(Client.of(kafka).read("t", 1)).containsExactly("a");
        }
        assertThat(folder.resolve("node-1/data/t-0")).exists();
    }

    @Test
    void two_liveBesideEachOther() throws Exception {
        try (DevKafka one = DevKafka.start(DEFAULTS);
                DevKafka other = DevKafka.start(DEFAULTS)) {
            Client.of(one).createTopic("t", 1);
            Client.of(other).createTopic("t", 1);
            Client.of(one).send("t", "one");
            Client.of(other).send("t", "other");
            assertThat(Client.of(one).read("t", 1)).containsExactly("one");
            assertThat(Client.of(other).read("t", 1)).containsExactly("other");
        }
    }

    @Test
    void close_removesATemporaryDirectory() {
        DevKafka kafka = DevKafka.start(DEFAULTS);
        Path directory = kafka.directory();
        assertThat(directory).exists();
        kafka.close();
        kafka.close();
        assertThat(directory).doesNotExist();
    }

    @Test
    void brokerProperties_reachTheBroker() throws Exception {
        try (DevKafka kafka = DevKafka.start(DEFAULTS.withBrokerProperty("message.max.bytes", "2000"));
                Admin admin = Client.of(kafka).admin()) {
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
            Config told = admin.describeConfigs(List.of(broker))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next();
            assertThat(told.entries())
                    .filteredOn(entry -> entry.name().equals("message.max.bytes"))
                    .extracting(ConfigEntry::value)
                    .containsExactly("2000");
        }
    }

    @Test
    void brokerProperties_thatAreItsOwn_areRefused() {
        assertThatThrownBy(() -> DEFAULTS.withBrokerProperty("listeners", "X://:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("listeners")
                .hasMessageContaining("options");
    }

    @Test
    void start_onAPortInUse_saysSo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> DevKafka.start(DEFAULTS.withPort(taken.getLocalPort())))
                    .isInstanceOf(DevKafkaException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void start_again_onAPortTakenMeanwhile_saysSo_andStartsWhenItIsFree() throws Exception {
        try (DevKafka kafka = DevKafka.start(DEFAULTS)) {
            kafka.stop();
            int port = port(kafka);
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(taken.isBound()).isTrue();
                assertThatThrownBy(kafka::start)
                        .isInstanceOf(DevKafkaException.class)
                        .hasMessageContaining("" + port);
            }
            kafka.start();
            Client.of(kafka).createTopic("t", 1);
        }
    }

    @Test
    void start_onADirectoryInUse_saysSo() {
        DevKafkaOptions here = DEFAULTS.withDirectory(folder);
        try (DevKafka kafka = DevKafka.start(here)) {
            assertThatThrownBy(() -> DevKafka.start(here))
                    .isInstanceOf(DevKafkaException.class)
                    .hasMessageContaining(kafka.directory().toString())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void start_onADirectoryOfMoreNodes_isRefused() throws Exception {
        Files.writeString(folder.resolve("dev-kafka.properties"), "cluster.id=x\nnodes=3\n");
        assertThatThrownBy(() -> DevKafka.start(DEFAULTS.withDirectory(folder)))
                .isInstanceOf(DevKafkaException.class)
                .hasMessageContaining("3 node");
    }

    @Test
    void start_withAPropertyThatKafkaRefuses_saysWhich() {
        assertThatThrownBy(() -> DevKafka.start(DEFAULTS.withBrokerProperty("num.io.threads", "none")))
                .isInstanceOf(DevKafkaException.class)
                .hasMessageContaining("num.io.threads");
    }

    private static int port(DevKafka kafka) {
        return Integer.parseInt(kafka.bootstrapServers().replaceFirst(".*:", ""));
    }
}
