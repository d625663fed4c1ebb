package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key that a command prints with {@code --json} is in docs/formats.md. */
class FormatsTest {
    private static final Path DOCUMENT = Path.of("../docs/formats.md");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern KEY = Pattern.compile("\"([a-z_]+)\":");
    /** The one object whose keys are names of tables. */
    private static final Pattern ROWS_OF_TABLES = Pattern.compile("\"rows\":\\{[^}]*}");

    private static final String ROWS = """
            {"changes":[{"table":"%s","op":"upsert","pk":["name"],"rows":[{"name":"www.example.com"}]}]}""";

    @TempDir
    Path dir;

    @Test
    void keysOfAllCommands_areInTheDocument() throws Exception {
        String outbox = "--outbox=" + dir.resolve("outbox.db");
        String node = "--node-db=" + dir.resolve("node.db");
        String store = "--artifacts=" + dir.resolve("store");
        String allowed = "--allow-table=hostname";
        String[] feed = {"--feed-source=file", "--feed-file-dir=" + dir.resolve("feed")};
        Path good = Files.writeString(dir.resolve("good.json"), ROWS.formatted("hostname"));
        Path bad = Files.writeString(dir.resolve("bad.json"), ROWS.formatted("elsewhere"));
        Path tables =
                Files.writeString(dir.resolve("tables.sql"), "CREATE TABLE hostname (name TEXT PRIMARY KEY) STRICT");

        check("outbox init", outbox);
        check("emit", outbox, store, "--rows=" + good, "--type=t", "--subject=good", "--event-id=good");
        check(
                "emit",
                outbox,
                store,
                "--rows=" + bad,
                "--type=t",
                "--tenant-id=acme",
                "--subject=bad",
                "--event-id=bad");
        check("outbox list", outbox);
        assertThat(Run.of("publish", outbox, "--feed-sink=file", feed[1], "--once")
                        .code())
                .isZero();
        check("outbox list", outbox, "--state=published");
        check("outbox status", outbox);
        check("outbox retry", outbox, "--all-parked");
        check("outbox prune", outbox, "--older-than=1d");
        assertThat(Run.of("apply", feed[0], feed[1], store, node, "--node-schema=" + tables, allowed, "--once")
                        .code())
                .isZero();
        check("status", outbox, feed[0], feed[1], node);
        requireDocumented("doctor", Run.of("doctor", "--json", outbox, feed[0], feed[1], node, store));
        check("parked list", node);
        check("parked show", node, "bad");
        check("parked retry", node, "bad");
        check("parked discard", node, "bad");
        check("verify", node);
        String snapshot = check("snapshot", node, "--to=" + dir);
        check("bootstrap", "--node-db=" + dir.resolve("other.db"), "--from=" + file(snapshot), feed[0], feed[1]);
        check("rewind", node, "--to=1", feed[0], feed[1], allowed);
        check("backends");
    }

    private static String file(String snapshot) {
        Matcher file = Pattern.compile("\"file\":\"([^\"]+)\"").matcher(snapshot);
        assertThat(file.find()).isTrue();
        return file.group(1);
    }

    private static String check(String command, String... flags) throws IOException {
        Run run = Run.of(Stream.of(command.split(" ", -1), flags, new String[] {"--json"})
                .flatMap(Arrays::stream)
                .toArray(String[]::new));
        assertThat(run.code()).as("%s: %s", command, run.err()).isZero();
        requireDocumented(command, run);
        return run.out();
    }

    private static void requireDocumented(String command, Run run) throws IOException {
        Set<String> keys = new TreeSet<>();
        Matcher key = KEY.matcher(ROWS_OF_TABLES.matcher(run.out()).replaceAll("\"rows\":0"));
        while (key.find()) {
            keys.add(key.group(1));
        }
        assertThat(keys).as("keys of %s", command).isNotEmpty();
        keys.removeAll(documented(command));
        assertThat(keys)
                .as("keys of %s that docs/formats.md does not tell of", command)
                .isEmpty();
    }

    /** The words of a command's row, and of the commands that are named there; and what may stand in each row. */
    private static Set<String> documented(String command) throws IOException {
        List<String> document = Files.readAllLines(DOCUMENT);
        Set<String> words = rows(document, Set.of(command));
        words.addAll(rows(document, Set.copyOf(words)));
        boolean isOfEvents = false;
        for (String line : document) {
            isOfEvents = line.startsWith("#") ? line.equals("## The event") : isOfEvents;
            if (isOfEvents || line.startsWith("A lane of a node is ")) {
                words.addAll(quoted(line));
            }
        }
        return words;
    }

    private static Set<String> rows(List<String> document, Set<String> commands) {
        Set<String> words = new TreeSet<>();
        for (String line : document) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 4 && !Collections.disjoint(quoted(cells[1]), commands)) {
                words.addAll(quoted(cells[2]));
            }
        }
        return words;
    }

    private static Set<String> quoted(String text) {
        Set<String> quoted = new TreeSet<>();
        Matcher word = QUOTED.matcher(text);
        while (word.find()) {
            quoted.add(word.group(1));
        }
        return quoted;
    }
}
