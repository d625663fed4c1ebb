package io.controlfeed.feed.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/** Where everything of a feed lies. Each path is computed from a version or an id, never searched. */
record FeedLayout(Path root) {
    static final String SUFFIX = ".json";
    static final long MAX_VERSION = 999_999_999_999L;
    private static final int PER_DIRECTORY = 1_000;
    private static final int FILE_DIGITS = 12;
    private static final int DIRECTORY_DIGITS = 9;

    Path head() {
        return root.resolve("head.properties");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path events() {
        return root.resolve("events");
    }

    Path ids() {
        return root.resolve("ids");
    }

    Path tmp() {
        return root.resolve("tmp");
    }

    Path drop() {
        return root.resolve("drop");
    }

    Path rejected() {
        return root.resolve("rejected");
    }

    List<Path> folders() {
        return List.of(events(), ids(), tmp(), drop(), rejected());
    }

    Path event(long version) {
        String directory = padded(version / PER_DIRECTORY, DIRECTORY_DIGITS);
        return events().resolve(directory).resolve(padded(version, FILE_DIGITS) + SUFFIX);
    }

    /** The next head before it becomes the head. */
    Path stagedHead() {
        return tmp().resolve("head.properties");
    }

    /** The n-th event of a batch before it gets its name. Names are used again, so that leftovers never pile up. */
    Path staged(int n) {
        return tmp().resolve(padded(n, 3) + SUFFIX);
    }

    /**
     * Where an event id is entered. A file system may fold case, so an id with upper-case letters is told apart by its digest;
     * '~' cannot occur in an id.
     */
    Path idEntry(String eventId) {
        byte[] digest = sha256(eventId);
        boolean folds = eventId.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
        String name = folds ? eventId + "~" + HexFormat.of().formatHex(digest, 0, 4) : eventId;
        return ids().resolve(HexFormat.of().toHexDigits(digest[0])).resolve(name + SUFFIX);
    }

    static boolean isFirstOfDirectory(long version) {
        return version % PER_DIRECTORY == 0;
    }

    static boolean isEventDirectory(Path path) {
        return number(String.valueOf(path.getFileName()), DIRECTORY_DIGITS).isPresent();
    }

    static OptionalLong versionOf(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(SUFFIX)
                ? number(name.substring(0, name.length() - SUFFIX.length()), FILE_DIGITS)
                : OptionalLong.empty();
    }

    private static OptionalLong number(String text, int digits) {
        boolean number = text.length() == digits && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
