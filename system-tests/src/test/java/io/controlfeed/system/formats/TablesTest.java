package io.controlfeed.system.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeSchema;
import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {
    private static final String OF_SQLITE =
            "SELECT t.name, c.name, c.type FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
                    + " WHERE t.type = 'table' ORDER BY t.name, c.cid";
    private static final String OF_POSTGRESQL =
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
                    + " WHERE table_schema = 'public' ORDER BY table_name, ordinal_position";

    @TempDir
    Path dir;

    @Test
    void outboxInSqlite_isAsTheDocumentSays() throws Exception {
        Path file = dir.resolve("outbox.db");
        new OutboxSchema(OutboxDatabase.at(file.toString())).migrate();
        assertThat(columns("jdbc:sqlite:" + file, OF_SQLITE)).isEqualTo(DocumentedTables.read("SQLite"));
    }

    @Test
    void outboxInPostgresql_isAsTheDocumentSays() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            new OutboxSchema(OutboxDatabase.at(url)).migrate();
            assertThat(columns(url, OF_POSTGRESQL)).isEqualTo(DocumentedTables.read("PostgreSQL"));
        }
    }

    @Test
    void nodesFile_isAsTheDocumentSays() throws Exception {
        Path file = dir.resolve("node.db");
        NodeSchema.migrate(NodeDatabase.at(file));
        assertThat(columns("jdbc:sqlite:" + file, OF_SQLITE)).isEqualTo(DocumentedTables.read("type"));
    }

    private static Map<String, List<String>> columns(String url, String sql) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                tables.computeIfAbsent(row.getString(1), first -> new ArrayList<>())
                        .add(DocumentedTables.column(row.getString(2), row.getString(3)));
            }
        }
        return tables;
    }
}
