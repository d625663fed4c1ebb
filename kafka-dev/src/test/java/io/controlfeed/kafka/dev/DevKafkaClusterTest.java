package io.controlfeed.kafka.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class DevKafkaClusterTest {
    private static final DevKafkaCluster KAFKA = DevKafkaCluster.start(DevKafkaOptions.defaults());
    // A request to a paused node must not be waited for much longer than the others need to take over.
    private static final Client CLIENT = Client.of(KAFKA).with("request.timeout.ms", "3000");

    @AfterAll
    static void close() {
        Path directory = KAFKA.directory();
        List<Long> pids = KAFKA.nodes().stream().map(DevKafkaNode::pid).toList();
        KAFKA.close();
        assertThat(directory).doesNotExist();
        assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }

    @Test
    void sending_goesOn_whileEachNodeIsKilledAndComesBack() throws Exception {
        CLIENT.createTopic("killed", 3);
        Set<Integer> victims = new LinkedHashSet<>();
        victims.add(CLIENT.quorumLeader());
        Sending sending = Sending.to("killed", CLIENT);
        try (sending) {
            sending.awaitMore(100);
            victims.add(CLIENT.partition("killed").leader().id());
            victims.addAll(List.of(1, 2, 3));
            for (int id : victims) {
                DevKafkaNode node = node(id);
                long before = node.pid();
                node.kill();
                assertThat(node.isAlive()).isFalse();
                sending.awaitMore(100);
                node.start();
                assertThat(node.isAlive()).isTrue();
                assertThat(node.pid()).isNotEqualTo(before);
                awaitAllInSync("killed");
            }
        }
        assertThat(CLIENT.read("killed", sending.acknowledged().size())).containsAll(sending.acknowledged());
    }

    @Test
    void sending_goesOn_whileTheLeaderIsPaused() throws Exception {
        CLIENT.createTopic("paused", 3);
        Sending sending = Sending.to("paused", CLIENT);
        try (sending) {
            sending.awaitMore(10);
            DevKafkaNode leader = node(CLIENT.partition("paused").leader().id());
            leader.pause();
            leader.pause();
            assertThat(leader.isAlive()).isTrue();
            Patience.until(
                    "another leader", () -> CLIENT.partition("paused").leader().id() != leader.id());
            sending.awaitMore(10);
            leader.resume();
            awaitAllInSync("paused");
        }
        assertThat(CLIENT.read("paused", sending.acknowledged().size())).containsAll(sending.acknowledged());
    }

    @Test
    void stopAndStart_keepPortsAndData() throws Exception {
        CLIENT.createTopic("kept", 3);
        CLIENT.send("kept", "a");
        String before = KAFKA.bootstrapServers();
        KAFKA.nodes().get(0).pause();
        KAFKA.stop();
        assertThat(KAFKA.nodes()).noneMatch(DevKafkaNode::isAlive);
        KAFKA.start();
        assertThat(KAFKA.bootstrapServers()).isEqualTo(before);
        assertThat(CLIENT.read("kept", 1)).containsExactly("a");
    }

    @Test
    void start_thatFails_showsTheEndOfTheLog() {
        DevKafkaOptions wrong = DevKafkaOptions.defaults().withBrokerProperty("num.io.threads", "none");
        assertThatThrownBy(() -> DevKafkaCluster.start(wrong, 1))
                .isInstanceOf(DevKafkaException.class)
                .hasMessageContaining("node-1")
                .hasMessageContaining("num.io.threads")
                .hasMessageContaining("server.log");
    }

    @Test
    void start_onAPortTakenMeanwhile_saysSo_andStartsWhenItIsFree() throws Exception {
        // A broker that was killed is let in again when its session is over.
        DevKafkaOptions shortSession = DevKafkaOptions.defaults()
                .withBrokerProperty("broker.session.timeout.ms", "2000")
                .withBrokerProperty("broker.heartbeat.interval.ms", "500");
        try (DevKafkaCluster single = DevKafkaCluster.start(shortSession, 1)) {
            DevKafkaNode node = single.nodes().get(0);
            node.kill();
            int port = Integer.parseInt(node.bootstrapServer().replaceFirst(".*:", ""));
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(taken.isBound()).isTrue();
                assertThatThrownBy(node::start)
                        .isInstanceOf(DevKafkaException.class)
                        .hasMessageContaining("port was taken");
            }
            node.start();
            Client.of(single).createTopic("t", 1);
        }
    }

    private static DevKafkaNode node(int id) {
        return KAFKA.nodes().get(id - 1);
    }

    private static void awaitAllInSync(String topic) throws Exception {
        Patience.until(
                "all copies of " + topic + " in sync",
                () -> CLIENT.partition(topic).isr().size() == 3);
    }
}
