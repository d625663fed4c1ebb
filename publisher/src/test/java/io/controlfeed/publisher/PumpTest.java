package io.controlfeed.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.Outbox;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PumpTest {
    @TempDir
    Path dir;

    private final MemoryFeed feed = new MemoryFeed();

    @ParameterizedTest
    @EnumSource
    void publishesWhatIsCommitted_inOrder(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        List<ControlEvent> events = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            events.add(ControlEvent.builder("e-" + i, "tenant.updated", "tenant/" + i % 7)
                    .attribute("n", String.valueOf(i))
                    .build());
        }
        try (Connection connection = outbox.connect()) {
            connection.setAutoCommit(false);
            new Outbox().enqueue(connection, events);
            connection.commit();
            new Outbox()
                    .enqueue(
                            connection,
                            ControlEvent.builder("never", "tenant.updated", "x").build());
            connection.rollback();
        }

        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();

        assertThat(FeedContent.of(feed).stream().map(ControlEvent::unstamped)).containsExactlyElementsOf(events);
        assertThat(outbox.query("SELECT state, count(*) FROM control_events_outbox GROUP BY state"))
                .containsExactly("published 2500");
    }
}
