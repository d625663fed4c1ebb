package io.controlfeed.kafka.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

final class DetourTest {
    private static final String NAME = "BY_PROXY";

    @Test
    void whoComesByADetour_isToldTheProxysPort_andOthersAreNot() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                DevKafkaCluster kafka = DevKafkaCluster.start(by(proxy.getLocalPort()), 1)) {
            int behind = kafka.nodes().get(0).behind(NAME);
            daemon(() -> forward(proxy, behind));

            assertThat(portToldTo("127.0.0.1:" + behind)).isEqualTo(proxy.getLocalPort());
            assertThat(portToldTo("127.0.0.1:" + proxy.getLocalPort())).isEqualTo(proxy.getLocalPort());
            assertThat("127.0.0.1:" + portToldTo(kafka.bootstrapServers())).isEqualTo(kafka.bootstrapServers());
        }
    }

    private static DevKafkaOptions by(int port) {
        return DevKafkaOptions.defaults().withDetour(new Detour(NAME, List.of(port)));
    }

    private static int portToldTo(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.describeCluster()
                    .nodes()
                    .get(60, TimeUnit.SECONDS)
                    .iterator()
                    .next()
                    .port();
        }
    }

    private static void forward(ServerSocket proxy, int port) {
        while (!proxy.isClosed()) {
            try {
                Socket from = proxy.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
                daemon(() -> carry(from, to));
                daemon(() -> carry(to, from));
            } catch (IOException closed) {
                // Then the loop ends.
            }
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // So is the other direction.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void aDetour_thatDoesNotFitTheNodes_isRefused() {
        assertThatThrownBy(() -> DevKafkaCluster.start(by(1), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BY_PROXY has 1 ports, and there are 3 nodes");
        assertThatThrownBy(() -> new Detour("CLIENT", List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CLIENT");
    }
}
