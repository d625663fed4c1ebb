package io.controlfeed.feed;

/**
 * A place in a group of workers that share a database and a feed's lanes: each lane is worked on by one of them at a time. Lanes
 * move when a worker comes or goes. Ends with {@link #close()}, which gives the lanes back.
 */
public interface LaneGroup extends AutoCloseable {
    /** Works on lanes. Called from one thread that belongs to the group; what it throws ends this membership. */
    interface Worker {
        /** A lane is this worker's from now on. The source is an {@link Acker} that acknowledges for the group. */
        void assigned(int lane, Source source);

        /**
         * A lane goes to another worker. Until this returns, no other has it: finish what is under way, acknowledge it, and let
         * go of the source, which is closed then. It may be too late for that, if this worker was not heard of for too long; so the cursor
         * in the shared database decides, as always.
         */
        void revoked(int lane);

        /** This membership has ended by itself, and every lane was revoked: join again, or stop. */
        void failed(RuntimeException why);
    }

    /** Leaves the group; every lane is revoked first. May be called again, and from any thread but the worker's. */
    @Override
    void close();
}
