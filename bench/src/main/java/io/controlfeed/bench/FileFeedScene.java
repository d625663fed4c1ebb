package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the feed in a directory costs, beside plain files. */
final class FileFeedScene implements Scene {
    @Override
    public List<Row> run(Effort effort, Path dir, Progress progress) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (boolean fsync : new boolean[] {true, false}) {
            rows.addAll(new AppendCost(effort, place(dir, "append-" + fsync), fsync).measure(progress));
        }
        for (boolean fsync : new boolean[] {true, false}) {
            rows.addAll(new SeenDelay(effort, place(dir, "seen-" + fsync), fsync).measure(progress));
        }
        Path sized = place(dir, "sized");
        List<SizedFeed> feeds = SizedFeed.fill(effort.sizes(), sized, progress);
        rows.addAll(new FlatCost(effort, sized, feeds).measure(progress));
        rows.addAll(new ReadCost(effort, place(dir, "read"), feeds.get(feeds.size() / 2)).measure(progress));
        return rows;
    }

    private static Path place(Path dir, String name) throws IOException {
        return Files.createDirectory(dir.resolve(name));
    }

    /** Whether an event had to be written through to the disk, in words. */
    static String durability(boolean fsync) {
        return fsync ? "durable" : "not durable";
    }
}
