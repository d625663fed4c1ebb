package io.controlfeed.kafka.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;

final class DetourTest {
    private static final int PROXY = 19_999;
    private static final Detour DETOUR = new Detour("BY_PROXY", List.of(PROXY));

    @Test
    void whoComesByADetour_isToldTheProxysPort_andOthersAreNot() throws Exception {
        DevKafkaOptions options = DevKafkaOptions.defaults().withDetour(DETOUR);
        try (DevKafkaCluster kafka = DevKafkaCluster.start(options, 1)) {
            int behind = kafka.nodes().get(0).behind("BY_PROXY");
            assertThat(toldTo("127.0.0.1:" + behind))
                    .singleElement()
                    .satisfies(node -> assertThat(node.port()).isEqualTo(PROXY));
            assertThat(toldTo(kafka.bootstrapServers()))
                    .singleElement()
                    .satisfies(node -> assertThat(node.port()).isNotIn(PROXY, behind));
        }
    }

    private static Collection<Node> toldTo(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.describeCluster().nodes().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aDetour_thatDoesNotFitTheNodes_isRefused() {
        DevKafkaOptions options = DevKafkaOptions.defaults().withDetour(DETOUR);
        assertThatThrownBy(() -> DevKafkaCluster.start(options, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BY_PROXY has 1 ports, and there are 3 nodes");
        assertThatThrownBy(() -> new Detour("CLIENT", List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CLIENT");
    }
}
