package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublishSceneTest {
    @TempDir
    private Path dir;

    @Test
    void run_withTinyNumbers_fillsTheWholeTable() throws IOException, InterruptedException {
        TinyRun.of("publish", dir).requireRows(rows());
    }

    private static List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String database : List.of("SQLite", "PostgreSQL")) {
            rows.add("drain, " + database + " ");
            rows.add("drain, " + database + ", beside 125 published rows ");
        }
        rows.add("drain, PostgreSQL, by transaction-outbox ");
        rows.add("drain, PostgreSQL, by Debezium ");
        for (String database : List.of("SQLite", "PostgreSQL")) {
            for (String rate : List.of("10", "100", "1,000")) {
                for (String by : database.equals("SQLite")
                        ? List.of("", ", by a pump that is told")
                        : List.of("", ", by a pump that is told", ", by transaction-outbox", ", by Debezium")) {
                    for (String part : List.of("p50", "p99", "max")) {
                        rows.add("commit to seen, " + database + ", " + rate + " events/s" + by + ", " + part + " ");
                    }
                }
            }
        }
        for (String database : List.of("SQLite", "PostgreSQL")) {
            for (String what : List.of("enqueue and commit, ", "enqueue, ")) {
                rows.add(what + database + ", p50 ");
                rows.add(what + database + ", p99 ");
            }
        }
        rows.add("drain, SQLite, three brokers ");
        rows.add("drain, PostgreSQL, three brokers ");
        rows.add("drain, PostgreSQL, three brokers, by transaction-outbox ");
        rows.add("drain, PostgreSQL, three brokers, by Debezium ");
        return rows;
    }
}
