package io.controlfeed.feed.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Where everything of a feed lies. Each path is computed from a version or an id, never searched. */
record FeedLayout(Path root) {
    static final String SUFFIX = ".json";
    static final long MAX_VERSION = 999_999_999_999L;
    private static final int PER_DIRECTORY = 1_000;
    /** As many as one hexadecimal digit tells apart: a batch that is made durable syncs each one that it touches. */
    private static final int SHARDS = 16;

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

    /** Those that hold nothing that could be lost. */
    List<Path> foldersInPassing() {
        return List.of(tmp(), drop(), rejected());
    }

    /** Whether a file in the root is one that a feed has there. */
    boolean isOwn(Path path) {
        return path.equals(head()) || path.equals(lock()) || folders().contains(path);
    }

    Path event(long version) {
        String directory = padded(directoryNumber(version), DIRECTORY_DIGITS);
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
        return shard(Byte.toUnsignedInt(digest[0]) >> 4).resolve(name + SUFFIX);
    }

    /** All directories of id entries; they are made with the feed, so that one that is missing was lost. */
    List<Path> shards() {
        return IntStream.range(0, SHARDS).mapToObj(this::shard).toList();
    }

    private Path shard(int number) {
        return ids().resolve(Integer.toHexString(number));
    }

    static long directoryNumber(long version) {
        return version / PER_DIRECTORY;
    }

    static long lastOfDirectory(long version) {
        return directoryNumber(version) * PER_DIRECTORY + PER_DIRECTORY - 1;
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
