package io.controlfeed.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.SettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactRegistryTest {
    private final ArtifactRegistry registry = ArtifactRegistry.load();

    @TempDir
    Path temp;

    private Map<String, String> http(String... more) {
        Map<String, String> settings = new HashMap<>(
                Map.of("artifacts-http-url", "http://localhost:1", "artifacts-http-cache-dir", temp.toString()));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    @Test
    void bothKindsAreFound_andSayWhatTheyAre() {
        assertThat(registry.providers()).extracting(ArtifactProvider::name).containsExactly("file", "http");
        for (ArtifactProvider provider : registry.providers()) {
            assertThat(provider.summary()).startsWith("artifacts");
            assertThat(provider.settings())
                    .extracting(Setting::key)
                    .allMatch(key -> key.startsWith("artifacts-" + provider.name()));
        }
    }

    @Test
    void unknownName_listsTheNamesThereAre() {
        assertThatThrownBy(() -> registry.open("s3", Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessage("there is no artifact store 's3'; available: file, http");
    }

    @Test
    void twoOfOneName_areRefused() {
        ArtifactProvider file = registry.providers().iterator().next();
        assertThatThrownBy(() -> ArtifactRegistry.of(file, file))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("two artifact stores are called 'file'");
    }

    @Test
    void settings_thatAreMissingOrUnknown_areNamed() {
        assertThatThrownBy(() -> registry.open("file", Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("artifacts-file-dir=DIR");
        assertThatThrownBy(() -> registry.open("file", Map.of("artifacts-file-dri", "x")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("artifacts-file-dri")
                .hasMessageContaining("it knows artifacts-file-dir");
    }

    @ParameterizedTest
    @CsvSource({
        "artifacts-http-url, ftp://host, https://artifacts.example.com",
        "artifacts-http-url, https://user:secret@host, credentials",
        "artifacts-http-url, https://host?a=b, https://artifacts.example.com",
        "artifacts-http-url, not a url, not a url",
        "artifacts-http-timeout, 0, from 1",
        "artifacts-http-timeout, soon, from 1",
        "artifacts-http-max-bytes, -1, from 1",
        "artifacts-http-cache-fsync, yes, true or false",
        "artifacts-http-token-file, /no/such/file, /no/such/file"
    })
    void settings_thatCannotBeRead_areNamedWithWhatWouldBeRight(String key, String value, String told) {
        assertThatThrownBy(() -> registry.open("http", http(key, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(told);
    }

    @Test
    void tokenFileWithoutAToken_isRefused_andNotShown() throws Exception {
        Path file = Files.writeString(temp.resolve("token"), "two words");
        assertThatThrownBy(() -> registry.open("http", http("artifacts-http-token-file", file.toString())))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("no bearer token")
                .hasMessageNotContaining("two words");
    }

    @Test
    void storeThatIsOnlyRead_isNotOpenedForPuts() {
        assertThatThrownBy(() -> registry.openWritable("http", http()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("can only be read");
    }

    @Test
    void openingCostsNothing_andMakesNothing() {
        Path dir = temp.resolve("store");
        assertThatCode(() -> registry.open("file", Map.of("artifacts-file-dir", dir.toString()))
                        .close())
                .doesNotThrowAnyException();
        assertThatCode(() -> registry.open("http", http()).close()).doesNotThrowAnyException();
        assertThat(dir).doesNotExist();
    }

    @Test
    void pathOfAnArtifact_isReadBack() throws Exception {
        ArtifactRef ref = Bytes.ref(Bytes.random(1, 1));
        List<String> parts = List.of(StorePath.of(ref).split("/"));
        assertThat(parts.get(0)).isEqualTo("sha256");
        assertThat(StorePath.parse(parts.get(1), parts.get(2))).contains(ref);
        assertThat(StorePath.parse("00", "f".repeat(64))).isEmpty();
        assertThat(StorePath.parse("FF", "F".repeat(64))).isEmpty();
        assertThat(StorePath.parse("f", "f".repeat(64))).isEmpty();
    }
}
