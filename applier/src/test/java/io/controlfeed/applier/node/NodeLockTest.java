package io.controlfeed.applier.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLockTest {
    @TempDir
    Path dir;

    private NodeDatabase node;

    @BeforeEach
    void name() {
        node = NodeDatabase.at(dir.resolve("node.db"));
    }

    @Test
    void takenTwiceInOneProcess_isRefused_andFreeAgainWhenClosed() {
        NodeLock first = NodeLock.take(node);
        assertThatThrownBy(() -> NodeLock.take(node))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("this process")
                .hasMessageContaining(dir.resolve("node.db.lock").toString());
        first.close();
        NodeLock second = NodeLock.take(node);
        first.close();
        assertThatThrownBy(() -> NodeLock.take(node)).isInstanceOf(NodeException.class);
        second.close();
        NodeLock.take(node).close();
    }

    @Test
    void sameNode_byAnotherPath_isTheSameLock() throws Exception {
        Files.createFile(node.file());
        Path link = Files.createSymbolicLink(dir.resolve("link.db"), node.file());
        Path other = Files.createSymbolicLink(dir.resolve("other"), dir);
        try (NodeLock lock = NodeLock.take(node)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> NodeLock.take(NodeDatabase.at(link))).isInstanceOf(NodeException.class);
            assertThatThrownBy(() -> NodeLock.take(NodeDatabase.at(other.resolve("node.db"))))
                    .isInstanceOf(NodeException.class);
        }
    }

    @Test
    void directoryThatIsNotThere_isAnErrorThatSaysSo_andHoldsNothing() throws Exception {
        NodeDatabase nowhere = NodeDatabase.at(dir.resolve("missing/node.db"));
        assertThatThrownBy(() -> NodeLock.take(nowhere))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("has to be there");
        Files.createDirectory(dir.resolve("missing"));
        NodeLock.take(nowhere).close();
    }

    @Test
    void heldByAnotherProcess_isRefused_namingIt_andIsFreeWhenItIsKilled() throws Exception {
        try (Holder holder = new Holder(node)) {
            assertThat(holder.said()).isEqualTo("held");
            assertThatThrownBy(() -> NodeLock.take(node))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("process " + holder.pid());
        }
        NodeLock.take(node).close();
    }

    @Test
    void onAFullDisk_itIsTakenAllTheSame() throws Exception {
        try (Holder holder = new Holder(node, "sh", "-c", "ulimit -f 0; exec \"$@\"", "full")) {
            assertThat(holder.said()).isEqualTo("held");
            assertThatThrownBy(() -> NodeLock.take(node))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("another process works on it");
        }
    }

    @Test
    void heldHere_isRefusedElsewhere_alsoAfterAnotherAskedInVain() throws Exception {
        try (NodeLock lock = NodeLock.take(node)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> NodeLock.take(node)).isInstanceOf(NodeException.class);
            try (Holder holder = new Holder(node)) {
                assertThat(holder.said()).isEqualTo("busy");
            }
        }
    }

    /** A process that takes the lock, says so and holds it until it is killed, or says that it cannot have it. */
    static final class Holder implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;

        /** @param within a program that runs it */
        Holder(NodeDatabase node, String... within) throws IOException {
            List<String> command = new ArrayList<>(List.of(within));
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Holder.class.getName(),
                    node.file().toString()));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        }

        String said() throws IOException {
            return String.valueOf(output.readLine());
        }

        long pid() {
            return process.pid();
        }

        /** SIGKILL. */
        @Override
        public void close() throws IOException {
            process.destroyForcibly().onExit().orTimeout(1, TimeUnit.MINUTES).join();
            output.close();
        }

        public static void main(String[] args) throws IOException {
            try (NodeLock lock = NodeLock.take(NodeDatabase.at(Path.of(args[0])))) {
                System.out.println(lock == null ? "" : "held");
                System.in.read();
            } catch (NodeException busy) {
                System.out.println("busy");
            }
        }
    }
}
