package io.controlfeed.bench;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param scene the name of the scene
 * @param effort how much to do
 * @param dir where to work
 * @param json where to write the raw samples; null for nowhere
 */
record Arguments(
        String scene, Effort effort, Path dir, @Nullable Path json) {
    static final String USAGE = """
            usage: Bench SCENE [--events N] [--rounds N] [--dir DIR] [--json FILE]
              --events N   feeds and backlogs of at most N events, for a quick run (default 1000000)
              --rounds N   how often everything is measured (default 7)
              --dir DIR    where to work: some GB, deleted at the end (default: the system's temporary directory)
              --json FILE  write the raw samples, the machine and the versions there, too
            """;

    /** @throws IllegalArgumentException if it cannot be understood */
    static Arguments parse(List<String> args) {
        if (args.isEmpty()) {
            throw new IllegalArgumentException("no scene is given");
        }
        Effort effort = Effort.FULL;
        Path dir = Path.of(System.getProperty("java.io.tmpdir"));
        Path json = null;
        for (Iterator<String> rest = args.listIterator(1); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--events" -> effort = effort.atMost(positive(option, rest));
                case "--rounds" -> effort = effort.withRounds(positive(option, rest));
                case "--dir" -> dir = Path.of(value(option, rest));
                case "--json" -> json = Path.of(value(option, rest));
                default -> throw new IllegalArgumentException("there is no option '" + option + "'");
            }
        }
        return new Arguments(args.get(0), effort, dir, json);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static int positive(String option, Iterator<String> rest) {
        String text = value(option, rest);
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(option + " is '" + text + "': it must be a number from 1 on");
        }
        return Integer.parseInt(text);
    }
}
