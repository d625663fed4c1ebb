package io.controlfeed.publisher.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.publisher.Database;
import io.controlfeed.publisher.Database.Fresh;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DialectTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource
    void texts_comeBackAsTheyWere(Database database) throws Exception {
        List<String> ids = List.of("a-1", "with\"quote", "with\\backslash", "{now}", "'); --", "last");
        Fresh outbox = database.create(dir);
        try (Connection connection = outbox.connect();
                PreparedStatement read =
                        connection.prepareStatement(Dialect.of(connection).sql("SELECT value FROM {texts} AS given"))) {
            read.setString(1, Settlement.jsonStrings(ids));
            List<String> values = new ArrayList<>();
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    values.add(row.getString(1));
                }
            }
            assertThat(values).isEqualTo(ids);
        }
    }
}
