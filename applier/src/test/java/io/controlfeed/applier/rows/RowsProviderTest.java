package io.controlfeed.applier.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.applier.projection.Change;
import io.controlfeed.applier.projection.ProjectionRegistry;
import io.controlfeed.feed.SettingException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RowsProviderTest {
    private static final byte[] NO_CHANGES = "{\"changes\":[]}".getBytes(UTF_8);

    @TempDir
    Path directory;

    @Test
    void tables_areTheAllowedOnes_asTheyWereGiven() {
        assertThat(ProjectionRegistry.load()
                        .open("rows", Map.of("allow-table", " Tenant ,host"))
                        .tables())
                .containsExactly("Tenant", "host");
    }

    @Test
    void noTables_areRefused() {
        assertThatThrownBy(() -> ProjectionRegistry.load().open("rows", Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("needs allow-table=TABLE,…");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            tenant,,host             | missing beside a comma
            tenant,                  | missing beside a comma
            tenant,host,TENANT       | 'TENANT' stands there twice
            tenant,applied_events    | 'applied_events' is one of the applier's
            Parked_Events            | is one of the applier's
            controlfeed_cursor       | is one of the applier's
            sqlite_schema            | is one of the applier's
            """)
    void tablesThatCannotBeAllowed_areRefused(String tables, String said) {
        assertThatThrownBy(() -> ProjectionRegistry.load().open("rows", Map.of("allow-table", tables)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(said);
    }

    @Test
    void eventWithoutArtifact_changesNothing() throws Exception {
        try (RowsNode node = new RowsNode(directory, "t")) {
            assertThat(node.projection().prepare(RowsNode.event(), null)).isSameAs(Change.NONE);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"application/json", "Application/JSON; charset=utf-8", "application/vnd.controlfeed.rows+json"})
    void rows_areRead(String mediaType) throws Exception {
        try (RowsNode node = new RowsNode(directory, "t")) {
            assertThat(node.prepare(NO_CHANGES, mediaType)).isNotSameAs(Change.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/octet-stream", "application/jsonl", "text/json", "application/vnd.controlfeed.rows"
            })
    void otherArtifacts_changeNothing(String mediaType) throws Exception {
        try (RowsNode node = new RowsNode(directory, "t")) {
            assertThat(node.prepare("no JSON".getBytes(UTF_8), mediaType)).isSameAs(Change.NONE);
        }
    }
}
