package io.controlfeed.feed.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the head file says: the feed's epoch, and the last version that counts. It is the commit point: readers believe only in
 * events up to {@code end}.
 */
record Head(String epoch, long end) {
    /** Far more than the three lines need. */
    static final int MAX_BYTES = 1 << 10;

    private static final Pattern FORMAT = Pattern.compile("format=([1-9][0-9]{0,8})\n(?s:.*)");
    private static final Pattern LINES = Pattern.compile(
            "format=1\nepoch=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\nend=(0|[1-9][0-9]{0,11})\n");

    byte[] encode() {
        return ("format=1\nepoch=" + epoch + "\nend=" + end + "\n").getBytes(UTF_8);
    }

    /**
     * Reads a head. Strictly: a head that is not what was written here is damage, and what it seems to say may be wrong.
     *
     * @throws NewerFormatException if a newer version has written it
     */
    static Head decode(Path file, byte[] content) throws MalformedFileException, NewerFormatException {
        String text = new String(content, UTF_8);
        Matcher format = FORMAT.matcher(text);
        if (format.matches() && !format.group(1).equals("1")) {
            throw new NewerFormatException(file, format.group(1));
        }
        Matcher lines = LINES.matcher(text);
        if (!lines.matches()) {
            throw new MalformedFileException(
                    file, "it is not the three lines format=1, epoch=<a UUID in lower case>, end=<a version>");
        }
        return new Head(lines.group(1), Long.parseLong(lines.group(2)));
    }
}
