package io.controlfeed.publisher.pump;

import io.controlfeed.feed.FeedException;
import io.controlfeed.publisher.outbox.OutboxRow;
import io.controlfeed.publisher.outbox.Settlement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of trying a batch of rows. */
final class Attempt {
    /** What is certain. */
    final Settlement settlement = new Settlement();

    /** Rows that may be in the feed or not: nothing else may be appended before they are tried again. */
    final List<OutboxRow> inDoubt = new ArrayList<>();

    private @Nullable FeedException outage;
    private boolean hasLetWait;

    /** A row failed, or waits behind one that did: who waits is known when this is recorded, and not before. */
    void letWait() {
        hasLetWait = true;
    }

    boolean hasLetWait() {
        return hasLetWait;
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
