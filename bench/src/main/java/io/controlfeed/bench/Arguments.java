package io.controlfeed.bench;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the command line says.
 *
 * @param scenes the names of the scenes, in the order in which they are measured
 * @param effort how much to do
 * @param dir where to work
 * @param results where to keep what was measured
 */
record Arguments(List<String> scenes, Effort effort, Path dir, Path results) {
    static final String USAGE = """
            usage: bench/run SCENE… [--events N] [--rounds N] [--dir DIR] [--results DIR]
              all            every scene
              --events N     feeds and backlogs of at most N events, for a quick run (default 1000000)
              --rounds N     how often everything is measured (default 7)
              --dir DIR      where to work: some GB, deleted at the end (default: the system's temporary directory)
              --results DIR  where to keep tables, charts and raw samples (default: bench/results)
            """;
    private static final String ALL = "all";

    /**
     * Understands a command line.
     *
     * @param known the scenes that there are
     * @throws IllegalArgumentException if it cannot be understood
     */
    static Arguments parse(List<String> args, Set<String> known) {
        Set<String> scenes = new TreeSet<>();
        Effort effort = Effort.FULL;
        Path dir = Path.of(System.getProperty("java.io.tmpdir"));
        Path results = Path.of("bench", "results");
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--events" -> effort = effort.atMost(positive(word, rest));
                case "--rounds" -> effort = effort.withRounds(positive(word, rest));
                case "--dir" -> dir = Path.of(value(word, rest));
                case "--results" -> results = Path.of(value(word, rest));
                case ALL -> scenes.addAll(known);
                default -> scenes.add(oneOf(known, word));
            }
        }
        if (scenes.isEmpty()) {
            throw new IllegalArgumentException("no scene is given; there are: " + names(known));
        }
        return new Arguments(List.copyOf(scenes), effort, dir, results);
    }

    private static String oneOf(Set<String> known, String word) {
        if (!known.contains(word)) {
            throw new IllegalArgumentException(
                    word.startsWith("-")
                            ? "there is no option '" + word + "'"
                            : "there is no scene '" + word + "'; there are: " + names(known));
        }
        return word;
    }

    private static String names(Set<String> known) {
        return ALL + ", " + String.join(", ", known);
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
