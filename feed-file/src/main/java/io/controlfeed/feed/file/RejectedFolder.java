package io.controlfeed.feed.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Where files go that cannot become events, each with its reason beside it. Nothing is ever thrown away. */
record RejectedFolder(Path folder) {
    private static final int MAX_NAME = 120;

    /** Moves a file in, under a name that is free. */
    Path take(Path file, List<String> reasons) throws IOException {
        Path place = freePlace(shown(file));
        // The reason first: a file without one would be a riddle, a reason without its file is overwritten by the next
        // try.
        String text = "Refused: " + shown(file) + "\n- " + String.join("\n- ", reasons)
                + "\nMend it and move it back into drop/, or delete it together with this file.\n";
        // As bytes: a text that a stranger wrote may hold what no encoding has.
        Files.write(folder.resolve(place.getFileName() + ".reason.txt"), text.getBytes(UTF_8));
        return Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path freePlace(String name) throws IOException {
        Files.createDirectories(folder);
        String stem =
                name.endsWith(FeedLayout.SUFFIX) ? name.substring(0, name.length() - FeedLayout.SUFFIX.length()) : name;
        Path place = folder.resolve(stem + FeedLayout.SUFFIX);
        for (int n = 2; Files.exists(place, LinkOption.NOFOLLOW_LINKS); n++) {
            place = folder.resolve(stem + "~" + n + FeedLayout.SUFFIX);
        }
        return place;
    }

    /** A file's name as it may stand in a log line and as a name anywhere: a drop's name comes from who knows whom. */
    static String shown(Path file) {
        String name = String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME - FeedLayout.SUFFIX.length()) + ".json";
    }
}
