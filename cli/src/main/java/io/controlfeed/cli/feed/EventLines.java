package io.controlfeed.cli.feed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines, and knows whether the next one is there already or would have to be waited for. */
public final class EventLines {
    /** An event is at most 64 KiB in its canonical form; other layouts of it, and unknown fields, may take more. */
    static final int MAX_LINE = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private boolean ended;
    private long number;

    /** The next line has no end within the bound. */
    static final class LineTooLong extends Exception {
        private static final long serialVersionUID = 1L;

        LineTooLong() {
            super("it is longer than " + MAX_LINE + " bytes: give one event a line, and put payloads into artifacts");
        }
    }

    EventLines(InputStream in) {
        this.in = in;
    }

    /** The number of the line that was last returned; the first is 1. */
    long number() {
        return number;
    }

    /** The next line, without its end; waits for it. Null at the end of the stream. */
    byte @Nullable [] next() throws IOException, LineTooLong {
        int newline = newline();
        while (newline < 0 && !ended) {
            if (isTooLong()) {
                throw new LineTooLong();
            }
            fill();
            newline = newline();
        }
        if (newline < 0 && start == end) {
            return null;
        }
        int lineEnd = newline < 0 ? end : newline;
        byte[] line = Arrays.copyOfRange(buffer, start, lineEnd);
        start = newline < 0 ? end : newline + 1;
        number++;
        return line;
    }

    /** Whether {@link #next()} would return at once. */
    boolean isReady() throws IOException {
        while (newline() < 0) {
            if (ended || isTooLong()) {
                return true;
            }
            if (in.available() == 0) {
                return false;
            }
            fill();
        }
        return true;
    }

    private int newline() {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean isTooLong() {
        return end - start >= MAX_LINE;
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            ended = true;
        } else {
            end += read;
        }
    }
}
