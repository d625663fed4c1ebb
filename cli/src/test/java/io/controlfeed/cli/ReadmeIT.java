package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import io.controlfeed.cli.Launcher.Started;
import io.controlfeed.cli.Readme.Block;
import io.controlfeed.cli.console.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What these documents show is what happens: their commands are run, and what they print is compared. */
class ReadmeIT {
    private static final Path README = Launcher.root().resolve("README.md");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?class (\\w+)");
    private static final String LIBRARIES = "/cli/target/controlfeed/lib/*";
    /** What cannot be tried here, or is what runs this test. */
    private static final Pattern MAY_GO_UNCHECKED = Pattern.compile("(git clone|cd|mvn|\\./mvnw)( .*)?");

    /** The port of a document is taken on some machines. */
    private static final String KAFKA_PORT = "9092";

    private static final String FREE_PORT = freePort();

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/command.md", "docs/one-event.md"})
    void commandsOfADocument_printWhatItSays(String document, @TempDir Path directory) throws Exception {
        Path command = Files.writeString(
                directory.resolve("controlfeed"),
                "#!/bin/sh\nexec '" + Launcher.root().resolve("controlfeed") + "' \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<Block> blocks = Readme.blocks(Launcher.root().resolve(document));
        List<String> checked = new ArrayList<>();
        List<Started> background = new ArrayList<>();
        try {
            run(blocks, directory, checked, background);
        } finally {
            for (Started started : background) {
                started.process().destroy();
                Launcher.in(directory).end(started);
            }
        }
        assertThat(checked).isNotEmpty();
    }

    private static void run(List<Block> blocks, Path directory, List<String> checked, List<Started> background)
            throws Exception {
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.isBackground()) {
                Started started = Launcher.in(directory).start(shell(block, directory));
                background.add(started);
                Patience.until(block.place() + ": it says that it is ready", () -> started.prints(""));
            } else if (block.isJava() || (block.isShell() && !block.isUnchecked())) {
                String printed = block.isJava() ? runJava(block, directory) : runShell(block, directory);
                Block next = i + 1 < blocks.size() ? blocks.get(i + 1) : block;
                if (next.isOutput() && next.follows()) {
                    assertThat(normal(printed)).as(block.place()).isEqualTo(normal(next.text()));
                    checked.add(next.text());
                }
            }
        }
    }

    private static String runShell(Block block, Path directory) throws IOException, InterruptedException {
        return printed(block, shell(block, directory));
    }

    private static ProcessBuilder shell(Block block, Path directory) {
        String text = block.text().replace(KAFKA_PORT, FREE_PORT);
        ProcessBuilder process = Launcher.in(directory).shellCommand("sh", "-euc", text);
        process.environment().merge("PATH", directory.toString(), (path, first) -> first + ":" + path);
        return process;
    }

    private static String freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(free.getLocalPort());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Compiles and runs a block that is a class with a main method, with the backends on the class path. */
    private static String runJava(Block block, Path directory) throws IOException, InterruptedException {
        Matcher name = CLASS.matcher(block.text());
        assertThat(name.find()).as("%s: a whole class", block.place()).isTrue();
        String file = name.group(1) + ".java";
        Files.writeString(directory.resolve(file), block.text());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return printed(block, Launcher.in(directory).shellCommand(java, "-cp", Launcher.root() + LIBRARIES, file));
    }

    private static String printed(Block block, ProcessBuilder process) throws IOException, InterruptedException {
        Ended run = Launcher.in(Launcher.root()).end(process);
        assertThat(run.code()).as("%s: %s", block.place(), run.err()).isZero();
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
                boolean commandBefore = i > 0
                        && (blocks.get(i - 1).isShell() || blocks.get(i - 1).isJava());
                assertThat(commandBefore && blocks.get(i).follows())
                        .as(blocks.get(i).place())
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
    void theTableOfExitCodes_isTheOneInTheCode() throws IOException {
        String document = Files.readString(Launcher.root().resolve("docs/command.md"));
        for (ExitCode code : ExitCode.values()) {
            assertThat(document).contains("| " + code.number() + " | " + code.meaning() + " |\n");
        }
    }
}
