package io.controlfeed.publisher.pump;

import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.SubjectKey;
import io.controlfeed.publisher.outbox.OutboxRow;
import io.controlfeed.publisher.outbox.Settlement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of trying a batch of rows. */
final class Attempt {
    /** What is certain. */
    final Settlement settlement = new Settlement();

    /** Rows that may be in the feed or not: nothing else may be appended before they are tried again. */
    final List<OutboxRow> inDoubt = new ArrayList<>();

    private @Nullable FeedException outage;
    private final Set<SubjectKey> waiting = new HashSet<>();

    /** A row failed, or waits behind one that did: nothing that follows it on its subject may be tried before this is recorded. */
    void letWait(SubjectKey subject) {
        waiting.add(subject);
    }

    /** Of rows that were read before this is recorded, those that may be tried all the same; the others are read again. */
    List<OutboxRow> without(List<OutboxRow> rows) {
        return waiting.isEmpty()
                ? rows
                : rows.stream().filter(row -> !waiting.contains(row.subject())).toList();
    }

    /** A lane could not be used at all; its rows are as they were, or in doubt. */
    void outage(FeedException why) {
        outage = why;
    }

    @Nullable
    FeedException outage() {
        return outage;
    }
}
