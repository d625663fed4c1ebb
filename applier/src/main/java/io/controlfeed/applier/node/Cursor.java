package io.controlfeed.applier.node;

/**
 * Up to where a lane has been applied.
 *
 * @param epoch the incarnation of the feed in which the version counts; empty for a feed that has none
 * @param replayUntil up to which version everything had been applied before a rewind
 */
public record Cursor(int lane, String epoch, long controlVersion, long replayUntil) {

    Cursor at(long version) {
        return new Cursor(lane, epoch, version, replayUntil);
    }

    /** Whether the event of a version was applied once already, before a rewind. */
    public boolean isReplay(long version) {
        return version <= replayUntil;
    }
}
