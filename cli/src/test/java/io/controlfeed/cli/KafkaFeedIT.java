package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import io.controlfeed.cli.Launcher.Started;
import io.controlfeed.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the Kafka feed, in processes of their own: on the Kafka that the launcher itself runs. */
class KafkaFeedIT {
    private static final String READY = "bootstrap servers: ";

    @Test
    void kafkaFeed_fromItsCreationToItsEnd(@TempDir Path directory) throws Exception {
        Launcher launcher = Launcher.in(directory);
        Started kafka = launcher.start(launcher.process("dev-kafka", "--dir", "kafka", "--port", "0"));
        try {
            Patience.until("Kafka runs", () -> kafka.prints(READY));
            String printed = Files.readString(kafka.out());
            String servers =
                    printed.substring(printed.indexOf(READY) + READY.length()).strip();

            createAndCheck(launcher, servers);
            emitAndTail(launcher, servers);
            apply(launcher, servers);
        } finally {
            kafka.process().destroy();
            assertThat(launcher.end(kafka).code()).as("ended by SIGTERM").isEqualTo(128 + 15);
        }
    }

    private static void createAndCheck(Launcher launcher, String servers) throws Exception {
        Ended created = on(servers, launcher, "feed", "create", "--feed-sink=kafka", "--feed-lanes=1");
        assertThat(created.out()).isEqualTo("kafka:control-events: 1 lane, 1 copy, kept for 30 days\n");
        assertThat(created.code()).isZero();

        Ended again = on(servers, launcher, "feed", "create", "--feed-sink=kafka");
        assertThat(again.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(again.err()).contains("feed create: kafka:control-events is there already");

        Ended warned = on(servers, launcher, "feed", "check", "--feed-sink=kafka");
        assertThat(warned.code()).as("a warning is no error").isZero();
        assertThat(warned.out()).startsWith("warning  replication factor  is 1");

        Ended json = on(servers, launcher, "feed", "check", "--feed-sink=kafka", "--json");
        assertThat(json.out()).startsWith("{\"severity\":\"warning\",\"what\":\"replication factor\"");

        Ended elsewhere = on(servers, launcher, "feed", "check", "--feed-sink=kafka", "--feed-name=nowhere");
        assertThat(elsewhere.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(elsewhere.err()).contains("controlfeed feed create");
    }

    private static void emitAndTail(Launcher launcher, String servers) throws Exception {
        String[] emit = {"emit-event", "--feed-sink=kafka", "--type=t", "--subject=s", "--event-id=once"};
        Ended first = on(servers, launcher, emit);
        assertThat(first.code()).as(first.err()).isZero();
        Ended second = on(servers, launcher, emit);
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).contains("was there already, as version 1");

        Started following = launcher.start(launcher.process(
                "tail", "--feed-source=kafka", "--kafka-bootstrap-servers=" + servers, "--follow", "--json"));
        Patience.until("the first event is printed", () -> following.prints("\"once\""));
        on(servers, launcher, "emit-event", "--feed-sink=kafka", "--type=t", "--subject=s", "--event-id=after");
        Patience.until("the second event is printed", () -> following.prints("\"after\""));
        following.process().destroy();
        Ended end = launcher.end(following);
        assertThat(end.err()).isEmpty();
        assertThat(end.out().lines()).hasSize(2);
    }

    private static void apply(Launcher launcher, String servers) throws Exception {
        String[] apply = {
            "apply", "--feed-source=kafka", "--node-db=node.db", "--node-id=n1", "--allow-table=hostname", "--once"
        };
        Ended first = on(servers, launcher, apply);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).contains("this applier ends: applied 2\n");
        assertThat(on(servers, launcher, apply).err()).contains("this applier ends: applied 0\n");
        assertThat(launcher.run("status", "--node-db=node.db", "--json").out())
                .contains("\"feed\":\"kafka:control-events\"", "\"applied\":2,");
        Ended checked = on(servers, launcher, "feed", "check", "--feed-sink=kafka");
        assertThat(checked.code()).as(checked.out()).isZero();
    }

    private static Ended on(String servers, Launcher launcher, String... args) throws Exception {
        return launcher.run(Stream.concat(Arrays.stream(args), Stream.of("--kafka-bootstrap-servers=" + servers))
                .toArray(String[]::new));
    }

    @Test
    void theBroker_isNotOnTheClassPathOfOtherCommands() throws IOException {
        try (Stream<Path> jars = Files.list(Launcher.root().resolve("cli/target/controlfeed/lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("kafka-clients-"))
                    .noneMatch(name -> name.startsWith("kafka_2") || name.startsWith("kafka-dev"));
        }
    }
}
