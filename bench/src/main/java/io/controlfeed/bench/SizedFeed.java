package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A feed that was filled with so many events. */
record SizedFeed(FileFeed feed, int size) {
    static List<SizedFeed> fill(List<Integer> sizes, Path dir, Progress progress)
            throws IOException, InterruptedException {
        List<SizedFeed> feeds = new ArrayList<>();
        for (int size : sizes) {
            FileFeed feed = FileFeed.in(dir.resolve("feed-" + size));
            feed.fill(size, progress);
            feeds.add(new SizedFeed(feed, size));
        }
        progress.begin("waiting until the system has written that to the disk");
        settle(progress);
        return feeds;
    }

    /** Or the write-back of the feeds would be measured with whatever comes next. Where there is no such command, it is. */
    private static void settle(Progress progress) throws InterruptedException {
        try {
            new ProcessBuilder("sync").inheritIO().start().waitFor();
        } catch (IOException noSuchCommand) {
            progress.begin("there is no command to wait for that: " + noSuchCommand.getMessage());
        }
    }

    String events() {
        return String.format(Locale.ROOT, "%,d events", size);
    }
}
