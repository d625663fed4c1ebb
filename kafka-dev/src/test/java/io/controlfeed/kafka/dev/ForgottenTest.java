package io.controlfeed.kafka.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A Kafka that nobody closes ends with its JVM, and its temporary directory goes. */
final class ForgottenTest {

    /** The JVM that forgets. */
    public static final class Forgetful {
        public static void main(String[] args) {
            System.out.println(
                    "directory: " + DevKafka.start(DevKafkaOptions.defaults()).directory());
            System.exit(0);
        }
    }

    @Test
    void endOfTheJvm_closes() throws Exception {
        try (ToolProcess forgetful = ToolProcess.ofClass(Forgetful.class)) {
            Path directory = Path.of(forgetful.awaitLine("directory: ").substring("directory: ".length()));
            assertThat(forgetful.awaitEnd()).isEqualTo(0);
            assertThat(directory).doesNotExist();
        }
    }
}
