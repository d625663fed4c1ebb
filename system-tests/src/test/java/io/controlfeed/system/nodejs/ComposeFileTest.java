package io.controlfeed.system.nodejs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsNodeJs
class ComposeFileTest {
    private static final Path FILE = Path.of("../docker-compose.yml").toAbsolutePath();

    @Test
    void composeFile_fitsTheSchemaOfComposeFiles() throws Exception {
        assertThat(NodeJs.run("compose.mjs", FILE.toString())).containsExactly("valid");
    }

    @Test
    void misspeltKey_isFound(@TempDir Path dir) throws Exception {
        Path wrong = dir.resolve("docker-compose.yml");
        Files.writeString(wrong, Files.readString(FILE).replace("  command:", "  comand:"));
        assertThatThrownBy(() -> NodeJs.run("compose.mjs", wrong.toString()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/services/control-plane must NOT have additional properties")
                .hasMessageContaining("comand");
    }
}
