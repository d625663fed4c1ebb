package io.controlfeed.kafka.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void start_whereTheQuorumHasNoPort_throwsAndLeavesTheJvmAlone() throws Exception {
        Ports ports = Ports.choose(1, 0, 0).get(0);
        try (KafkaDirectory directory = KafkaDirectory.open(Optional.of(folder), 1)) {
            ClientListener clients = ClientListener.make(Security.PLAINTEXT, folder);
            Properties properties =
                    new ClusterPlan(directory, List.of(ports), clients, List.of(), Map.of()).properties(1);
            String clusterId = directory.clusterId();
            AtomicInteger faults = new AtomicInteger();
            try (ServerSocket taken = new ServerSocket(ports.controller(), 1, InetAddress.getLoopbackAddress())) {
                assertThatThrownBy(() -> Broker.start(clusterId, properties, faults::incrementAndGet))
                        .isInstanceOf(PortTaken.class)
                        .hasMessageContaining("" + taken.getLocalPort());
            }
            assertThat(faults).hasValue(1);
            Broker.start(clusterId, properties, faults::incrementAndGet).close();
        }
    }
}
