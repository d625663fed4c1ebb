package io.controlfeed.feed.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What the head file says: the feed's epoch, and the last version that counts. It is the commit point: readers believe only in
 * events up to {@code end}.
 */
record Head(String epoch, long end) {
    private static final String FORMAT = "1";
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern END = Pattern.compile("[0-9]{1,12}");

    byte[] encode() {
        return ("format=" + FORMAT + "\nepoch=" + epoch + "\nend=" + end + "\n").getBytes(UTF_8);
    }

    /** Reads a head; people may have edited it, so layout and comments are free. */
    static Head decode(Path file, byte[] content) throws MalformedFileException {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(new String(content, UTF_8)));
        } catch (IOException | IllegalArgumentException garbled) {
            throw new MalformedFileException(file, "it is not a properties file: " + garbled.getMessage());
        }
        String format = lines.getProperty("format", "");
        if (!format.equals(FORMAT)) {
            throw new MalformedFileException(file, "its format is '" + format + "', known is " + FORMAT);
        }
        String epoch = lines.getProperty("epoch", "").strip();
        if (!UUID.matcher(epoch).matches()) {
            throw new MalformedFileException(file, "its epoch is '" + epoch + "', not a UUID");
        }
        String end = lines.getProperty("end", "").strip();
        if (!END.matcher(end).matches()) {
            throw new MalformedFileException(file, "its end is '" + end + "', not a version");
        }
        return new Head(epoch, Long.parseLong(end));
    }
}
