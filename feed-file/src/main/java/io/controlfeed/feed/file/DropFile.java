package io.controlfeed.feed.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;

/** A file of the drop folder as one look saw it, without opening it. */
record DropFile(Path path, Kind kind, long size, FileTime modified, FileTime arrived) {
    static final Comparator<DropFile> BY_ARRIVAL =
            Comparator.comparing(DropFile::arrived).thenComparing(DropFile::path);

    enum Kind {
        REGULAR,
        DIRECTORY,
        /** A symbolic link, a FIFO, a device: opening it could block, or lead elsewhere. */
        OTHER
    }

    /** Whether a name is meant to be taken; all else belongs to whoever is still writing it. */
    static boolean isDrop(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(FeedLayout.SUFFIX) && !name.startsWith(".");
    }

    static DropFile at(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Kind kind = attributes.isRegularFile() ? Kind.REGULAR : attributes.isDirectory() ? Kind.DIRECTORY : Kind.OTHER;
        FileTime modified = attributes.lastModifiedTime();
        return new DropFile(path, kind, attributes.size(), modified, arrival(path, modified));
    }

    /** When it came to be here, which a move does not write into the modification time. */
    private static FileTime arrival(Path path, FileTime modified) throws IOException {
        try {
            return (FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        } catch (UnsupportedOperationException | IllegalArgumentException notUnix) {
            return modified;
        }
    }

    byte[] content() throws IOException {
        return Disk.read(path, EventFiles.MAX_BYTES);
    }

    /** Whether the file is still what one look saw; somebody may have put another in its place. */
    boolean isUnchanged() throws IOException {
        try {
            return at(path).equals(this);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
