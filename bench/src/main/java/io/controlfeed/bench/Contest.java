package io.controlfeed.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several ways to do the same, taken in turns: what disturbs the machine meanwhile disturbs all of them alike. */
final class Contest {
    static final String FLOOR = "floor";

    private final Map<String, Trial> trials = new LinkedHashMap<>();
    private final Map<String, List<Samples>> rounds = new LinkedHashMap<>();

    /** One way to do it: a call does one round of it and returns the nanoseconds of each piece. */
    interface Trial {
        Samples round() throws IOException, InterruptedException;
    }

    void enter(String name, Trial trial) {
        trials.put(name, trial);
        rounds.put(name, new ArrayList<>());
    }

    /** Each round begins with another one. The first round warms up and does not count. */
    void run(int count) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>(trials.keySet());
        for (int round = 0; round <= count; round++) {
            for (String name : names) {
                Samples samples = of(trials, name).round();
                if (round > 0) {
                    of(rounds, name).add(samples);
                }
            }
            Collections.rotate(names, 1);
        }
    }

    /** A row about one of them, beside the floor. */
    Row row(String what, String name, Measure measure) {
        return rowBeside(FLOOR, what, name, measure);
    }

    /** A row about one of them, beside another one as its floor. */
    Row rowBeside(String floor, String what, String name, Measure measure) {
        return new Row(what, measure, numbers(name, measure), numbers(floor, measure), null);
    }

    /** A row about one of them, beside the floor and the one on the smallest feed. */
    Row row(String what, String name, Measure measure, String smallest) {
        return rowBeside(FLOOR, what, name, measure, smallest);
    }

    /** The same, beside another one as its floor. */
    Row rowBeside(String floor, String what, String name, Measure measure, String smallest) {
        return new Row(what, measure, numbers(name, measure), numbers(floor, measure), numbers(smallest, measure));
    }

    private Samples numbers(String name, Measure measure) {
        return new Samples(
                of(rounds, name).stream().mapToDouble(measure.number()).toArray());
    }

    private static <T> T of(Map<String, T> map, String name) {
        @Nullable T known = map.get(name);
        if (known == null) {
            throw new IllegalArgumentException("nothing is entered as '" + name + "'; entered: " + map.keySet());
        }
        return known;
    }
}
