package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import io.controlfeed.cli.Readme.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows is what happens: its commands are run, and what they print is compared. */
class ReadmeIT {
    private static final Path README = Launcher.root().resolve("README.md");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    /** What cannot be tried here, or is what runs this test. */
    private static final Pattern MAY_GO_UNCHECKED = Pattern.compile("(git clone|cd|mvn|\\./mvnw)( .*)?");

    @Test
    void itsCommands_printWhatItSays(@TempDir Path directory) throws Exception {
        Path command = Files.writeString(
                directory.resolve("controlfeed"),
                "#!/bin/sh\nexec '" + Launcher.root().resolve("controlfeed") + "' \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<Block> blocks = Readme.blocks(README);
        List<String> checked = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.isShell() && !block.isUnchecked()) {
                String printed = run(block, directory);
                Block next = i + 1 < blocks.size() ? blocks.get(i + 1) : block;
                if (next.isOutput() && next.follows()) {
                    assertThat(normal(printed))
                            .as("README.md, line " + block.line())
                            .isEqualTo(normal(next.text()));
                    checked.add(next.text());
                }
            }
        }
        assertThat(checked).isNotEmpty();
    }

    private static String run(Block block, Path directory) throws IOException, InterruptedException {
        Launcher launcher = Launcher.in(directory);
        ProcessBuilder process = launcher.shellCommand("sh", "-euc", block.text());
        process.environment().merge("PATH", directory.toString(), (path, first) -> first + ":" + path);
        Ended run = launcher.end(process);
        assertThat(run.code())
                .as("README.md, line %s: %s", block.line(), run.err())
                .isZero();
        return run.out();
    }

    /** Times and ids differ from run to run, and in width. */
    private static String normal(String text) {
        String timeless = TIME.matcher(text).replaceAll("TIME");
        return UUID.matcher(timeless).replaceAll("UUID").strip();
    }

    @Test
    void anOutput_hasACommandBeforeIt() throws IOException {
        List<Block> blocks = Readme.blocks(README);
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).isOutput()) {
                assertThat(i > 0 && blocks.get(i).follows() && blocks.get(i - 1).isShell())
                        .as("README.md, line " + blocks.get(i).line())
                        .isTrue();
            }
        }
    }

    @Test
    void whatIsNotChecked_saysWhy_andIsAllowed() throws IOException {
        for (Block block : Readme.blocks(README)) {
            if (block.isUnchecked()) {
                assertThat(block.reason()).isNotEmpty();
                assertThat(block.text().lines())
                        .allMatch(line -> MAY_GO_UNCHECKED.matcher(line).matches());
            }
        }
    }

    @Test
    void itsTableOfExitCodes_isTheOneInTheCode() throws IOException {
        String readme = Files.readString(README);
        for (ExitCode code : ExitCode.values()) {
            assertThat(readme).contains("| " + code.number() + " | " + code.meaning() + " |\n");
        }
    }
}
