package io.controlfeed.cli.console;

import java.util.Optional;

/** Finds the known word that a mistyped one was probably meant to be. */
public final class Nearest {
    private Nearest() {}

    /** The known word with the fewest differing letters, if it is near enough to be meant. */
    static Optional<String> to(String word, Iterable<String> known) {
        int fewest = Math.max(2, word.length() / 3) + 1;
        String nearest = null;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < fewest) {
                fewest = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** The nearest known word as a guess at the end of a message; empty if none is near. */
    public static String didYouMean(String word, Iterable<String> known) {
        return to(word, known).map(guess -> "; did you mean '" + guess + "'?").orElse("");
    }

    /** Letters to insert, remove, replace or swap with their neighbour, to make one word of the other. */
    static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                steps[i][j] = Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + replace);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[a.length()][b.length()];
    }
}
