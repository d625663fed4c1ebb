package io.controlfeed.kafka.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** What the tool says without starting anything; the rest runs as a process. */
final class DevKafkaToolTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return ToolProvider.findFirst("dev-kafka")
                .orElseThrow()
                .run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void help_namesAllFlags() {
        assertThat(run("--help")).isEqualTo(0);
        assertThat(out.toString()).contains("controlfeed dev-kafka", "--dir", "--port", "--nodes", "--debug");
    }

    @Test
    void portInUse_isAnErrorOfTwoLines() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "" + taken.getLocalPort();
            assertThat(run("--port", port, "--nodes", "3")).isEqualTo(2);
            assertThat(err.toString().lines().skip(1))
                    .containsExactly(
                            "controlfeed: dev-kafka: port " + port + " of 127.0.0.1 is in use",
                            "end the process that listens there, or choose another port; 0 is any that is free");
        }
    }

    @Test
    void unknownFlag_isAnErrorThatPointsToTheHelp() {
        assertThat(run("--prot", "1")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "controlfeed: dev-kafka: there is no flag '--prot'", "see controlfeed dev-kafka --help");
    }

    @Test
    void strayWord_isAnError() {
        assertThat(run("kafka")).isEqualTo(2);
        assertThat(err.toString()).contains("'kafka' belongs to no flag");
    }

    @Test
    void impossibleValues_areRefused() {
        assertThat(run("--port", "70000")).isEqualTo(2);
        assertThat(run("--port", "x")).isEqualTo(2);
        assertThat(run("--nodes", "0")).isEqualTo(2);
        assertThat(run("--port", "65535", "--nodes", "2")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("70000", "'x'", "1 node or more").doesNotContain("bug");
    }
}
