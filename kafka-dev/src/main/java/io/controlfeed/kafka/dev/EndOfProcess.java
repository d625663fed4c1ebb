package io.controlfeed.kafka.dev;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The moment at which this process is told to end. It ends only when what waits for that moment has closed this. */
final class EndOfProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch come = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtExit atExit = AtExit.run("end of process", this::comes);

    private void comes() {
        come.countDown();
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ToolErrors.UNEXPECTED);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    boolean hasCome() {
        return come.getCount() == 0;
    }

    /** Returns when it has come, or when this thread is interrupted. */
    void await() {
        try {
            come.await();
        } catch (InterruptedException interrupted) {
            // Whoever runs this in a thread of his own ends it so; it is over either way.
        }
    }

    @Override
    public void close() {
        closed.countDown();
        atExit.callOff();
    }
}
