package io.controlfeed.cli.console;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Words of which a flag takes some, separated by commas. */
public final class Words {
    private Words() {}

    /** What the words stand for. */
    public static <T> Set<T> chosen(String command, String flag, String text, T[] known, Function<T, String> word) {
        Set<T> chosen = new LinkedHashSet<>();
        for (String wanted : text.split(",", -1)) {
            chosen.add(Arrays.stream(known)
                    .filter(one -> word.apply(one).equals(wanted.strip()))
                    .findFirst()
                    .orElseThrow(() -> Failure.usage(
                            command,
                            flag + " is '" + wanted + "': there is "
                                    + Arrays.stream(known).map(word).collect(Collectors.joining(", ")))));
        }
        return chosen;
    }
}
