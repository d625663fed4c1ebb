package io.controlfeed.kafka.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No node outlives the JVM that started it. */
final class OrphanTest {
    @TempDir
    Path folder = Path.of("");

    /** The JVM that is killed. Argument: directory. */
    public static final class Parent {
        public static void main(String[] args) throws InterruptedException {
            DevKafkaCluster kafka =
                    DevKafkaCluster.start(DevKafkaOptions.defaults().withDirectory(Path.of(args[0])), 2);
            kafka.nodes().get(1).pause();
            System.out.println(
                    kafka.nodes().stream().map(node -> "" + node.pid()).collect(Collectors.joining(" ", "pids: ", "")));
            Thread.currentThread().join();
        }
    }

    @Test
    void nodes_endWithTheirParent_alsoIfItIsKilledAndOneIsPaused() throws Exception {
        try (ToolProcess parent = ToolProcess.ofClass(Parent.class, folder.toString())) {
            String line = parent.awaitLine("pids: ");
            List<Long> pids =
                    Arrays.stream(line.split(" ")).skip(1).map(Long::valueOf).toList();
            assertThat(pids).hasSize(2).allMatch(pid -> ProcessHandle.of(pid).isPresent());
            parent.kill();
            Patience.until(
                    "all nodes are gone",
                    () -> pids.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
        }
    }
}
