package io.controlfeed.publisher.pump;

import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.SubjectKey;
import io.controlfeed.publisher.outbox.Settlement;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of trying a batch of rows. */
final class Attempt {
    /** What is certain. */
    final Settlement settlement = new Settlement();
    /** The subjects of rows that failed or waited: what follows on them waits, too. */
    final Set<SubjectKey> blocked = new HashSet<>();

    private @Nullable FeedException outage;
    private boolean leftOpen;

    /** A lane could not be used at all; its rows are as they were. */
    void outage(FeedException why) {
        outage = why;
    }

    @Nullable
    FeedException outage() {
        return outage;
    }

    /** Rows may be in the feed or not, and the pump was told to stop before it knew. */
    void leaveOpen() {
        leftOpen = true;
    }

    boolean isLeftOpen() {
        return leftOpen;
    }
}
