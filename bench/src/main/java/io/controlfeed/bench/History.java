package io.controlfeed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long histories are, and what is done on top of each of them. */
record History(List<Integer> sizes) {
    private static final List<Integer> FACTORS = List.of(1, 10, 100);
    /** So little is done in a round that the smallest history does not become another one. */
    private static final int SHARE = 5;

    static History of(Effort effort) {
        int largest = effort.largest();
        int smallest = Math.max(SHARE, largest / FACTORS.get(FACTORS.size() - 1));
        return new History(FACTORS.stream().map(factor -> factor * smallest).toList());
    }

    /** How many events a round adds to each. */
    int more() {
        return sizes.get(0) / SHARE;
    }

    static String name(int size) {
        return String.format(Locale.ROOT, "history of %,d", size);
    }

    /** A row for each size, beside the floor and the smallest. */
    List<Row> rows(Contest contest, String what, Measure measure) {
        List<Row> rows = new ArrayList<>();
        for (int size : sizes) {
            rows.add(contest.row(what + ", " + name(size), name(size), measure, name(sizes.get(0))));
        }
        return rows;
    }
}
