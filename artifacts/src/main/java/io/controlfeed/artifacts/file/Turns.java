package io.controlfeed.artifacts.file;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread at a time do something for a key; a lock is kept only while somebody has it or waits for it. */
final class Turns {
    private final ConcurrentMap<String, Turn> turns = new ConcurrentHashMap<>();

    <T> T inTurn(String key, FileErrors.Action<T> action) throws IOException, InterruptedException {
        Turn turn = turns.compute(key, (k, known) -> {
            Turn some = known == null ? new Turn() : known;
            some.users++;
            return some;
        });
        try {
            turn.lockInterruptibly();
            try {
                return action.run();
            } finally {
                turn.unlock();
            }
        } finally {
            turns.compute(key, (k, known) -> --turn.users == 0 ? null : known);
        }
    }

    /** The count is touched inside the map's own lock only. */
    private static final class Turn extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        private int users;
    }
}
