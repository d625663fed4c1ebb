package io.controlfeed.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;

/** Standard output. Unlike a {@link java.io.PrintStream} it does not hide that nobody takes what it writes. */
public final class Output {
    private final OutputStream stream;
    private boolean lost;

    public Output(OutputStream stream) {
        this.stream = new BufferedOutputStream(stream, 1 << 16);
    }

    public void line(String line) {
        line(line.getBytes(UTF_8));
    }

    public void line(byte[] utf8) {
        orLost(() -> {
            stream.write(utf8);
            stream.write('\n');
        });
    }

    /** Prints text that brings its own line ends. */
    public void text(String text) {
        orLost(() -> stream.write(text.getBytes(UTF_8)));
    }

    public void flush() {
        orLost(stream::flush);
    }

    /** A loss is told once; after it there is nobody to write to. */
    private void orLost(Writing writing) {
        try {
            if (!lost) {
                writing.write();
            }
        } catch (IOException loss) {
            lost = true;
            throw new OutputLost(loss);
        }
    }

    private interface Writing {
        void write() throws IOException;
    }

    /** The same stream for picocli, which prints its help texts to a writer. */
    public PrintWriter writer() {
        return new PrintWriter(
                new Writer() {
                    @Override
                    public void write(char[] text, int from, int length) {
                        text(new String(text, from, length));
                    }

                    /** Left to the end of the command, where a loss can be told: picocli would print a stack trace. */
                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                },
                false);
    }
}
