package io.controlfeed.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxException;
import io.controlfeed.publisher.outbox.OutboxSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboxSchemaTest {
    private static final int AT_ONCE = 8;
    /** SQLite turned somebody away in a tenth of them; it takes no time to make a file. */
    private static final Map<Database, Integer> ROUNDS = Map.of(Database.SQLITE, 50, Database.POSTGRESQL, 2);

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource
    void manyThatStartTogether_makeTheTablesOnce(Database database) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (int round = 0; round < ROUNDS.getOrDefault(database, 1); round++) {
                Fresh fresh = database.empty(dir);
                Callable<Integer> migration = () -> new OutboxSchema(fresh.outbox()).migrate();
                List<Integer> before = new ArrayList<>();
                for (Future<Integer> done : threads.invokeAll(Collections.nCopies(AT_ONCE, migration))) {
                    before.add(done.get());
                }

                assertThat(before).containsOnly(0, OutboxSchema.VERSION).containsOnlyOnce(0);
                assertThat(fresh.query("SELECT version FROM control_events_schema"))
                        .containsExactly(String.valueOf(OutboxSchema.VERSION));
                assertThat(fresh.query("SELECT count(*) FROM control_events_pump"))
                        .containsExactly("1");
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void outboxThatIsThere_isLeftAsItIs(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Rows.enqueue(outbox, Rows.event("one", "a"));
        List<String> identity = outbox.query("SELECT outbox_id FROM control_events_pump");

        assertThat(new OutboxSchema(outbox.outbox()).migrate()).isEqualTo(OutboxSchema.VERSION);

        assertThat(outbox.query(Rows.STATES)).containsExactly("pending 1");
        assertThat(outbox.query("SELECT outbox_id FROM control_events_pump")).isEqualTo(identity);
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfANewerVersion_areRefused(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        outbox.execute("INSERT INTO control_events_schema (version, applied_at) VALUES (99, 'tomorrow')");

        assertThatThrownBy(() -> new OutboxSchema(outbox.outbox()).migrate())
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("version 99");
        assertThatThrownBy(() -> drain(outbox))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("version 99");
    }

    @ParameterizedTest
    @EnumSource
    void databaseWithoutTables_isRefusedWithWhatToDo(Database database) throws Exception {
        Fresh fresh = database.empty(dir);
        if (database == Database.SQLITE) {
            fresh.execute("CREATE TABLE other (a INTEGER)");
        }
        assertThatThrownBy(() -> drain(fresh))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("controlfeed outbox init");
    }

    @Test
    void fileThatIsNotThere_isNotMadeByLookingAtIt() {
        Path absent = dir.resolve("absent.db");
        assertThatThrownBy(() -> drain(new Fresh(absent.toString())))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("there is no such file");
        assertThat(absent).doesNotExist();
    }

    @Test
    void placeThatCanHoldNoOutbox_isRefused() {
        assertThatThrownBy(() -> OutboxDatabase.at("jdbc:mysql://localhost/x?password=secret"))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("jdbc:postgresql:")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> OutboxDatabase.at(":memory:")).isInstanceOf(OutboxException.class);
    }

    private static void drain(Fresh outbox) throws Exception {
        RunningPump.pump(outbox, new MemoryFeed(), RunningPump.QUICK).drain();
    }
}
