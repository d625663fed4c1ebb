package io.controlfeed.publisher.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.publisher.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pump whose process or machine stands still in the middle of a transaction, with its connection open. */
class FrozenPumpTest {
    private static final int LIMIT_SECONDS = 60;

    @TempDir
    Path dir;

    @Test
    void doesNotKeepOthersFromTakingOver() throws Exception {
        OutboxDatabase outbox = Database.POSTGRESQL.create(dir).outbox();
        try (Connection frozen = outbox.connectForRecords();
                Statement write = frozen.createStatement();
                PumpLease lease = new PumpLease(outbox, "other", Duration.ofSeconds(1))) {
            frozen.setAutoCommit(false);
            write.executeUpdate("UPDATE control_events_pump SET is_settled = 0");

            FutureTask<OptionalLong> takeOver = new FutureTask<>(lease::tryAcquire);
            Thread other = new Thread(takeOver, "other pump");
            other.setDaemon(true);
            other.start();

            assertThat(takeOver.get(LIMIT_SECONDS, TimeUnit.SECONDS)).hasValue(1);
        }
    }
}
