package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** A control plane may have nothing to say for longer than Kafka remembers who it is: seven days, here a second. */
class IdlePublisherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void publisherThatKafkaHasForgotten_goesOn() throws Exception {
        DevKafkaOptions forgetful = DevKafkaOptions.defaults()
                .withBrokerProperty("transactional.id.expiration.ms", "1000")
                .withBrokerProperty("transaction.remove.expired.transaction.cleanup.interval.ms", "200");
        try (DevKafka kafka = DevKafka.start(forgetful);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<String, String> settings =
                    Map.of("kafka-bootstrap-servers", kafka.bootstrapServers(), "feed-name", "quiet");
            FeedRegistry feeds = FeedRegistry.of(new KafkaFeedProvider());
            feeds.create("kafka", settings);
            try (Sink sink = feeds.openSink("kafka", settings)) {
                ControlEvent before = sink.append(event("before"));

                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (isRemembered(admin)) {
                    assertThat(System.nanoTime()).as("Kafka forgets in time").isLessThan(deadline);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                }

                ControlEvent after = sink.append(event("after"));
                assertThat(after.controlVersion()).isGreaterThan(before.controlVersion());
                assertThat(sink.append(event("before")).controlVersion()).isEqualTo(before.controlVersion());
            }
        }
    }

    private static boolean isRemembered(Admin admin) throws ExecutionException, InterruptedException {
        return !admin.listTransactions().all().get().isEmpty();
    }

    private static ControlEvent event(String id) {
        return ControlEvent.builder(id, "tenant.updated", "tenant/7").build();
    }
}
