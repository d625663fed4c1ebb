package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What must cost the same however long the feed is: an idle poll, the first poll of a new source, an append. */
final class FlatCost {
    private final Effort effort;
    private final Path dir;
    private final List<SizedFeed> feeds;
    private final Path small;
    private final List<Row> rows = new ArrayList<>();

    FlatCost(Effort effort, Path dir, List<SizedFeed> feeds) {
        this.effort = effort;
        this.dir = dir;
        this.feeds = feeds;
        this.small = dir.resolve("small");
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        Files.writeString(small, "epoch and end, or whatever else tells that nothing is new\n", UTF_8);
        progress.begin("idle poll");
        idlePoll();
        progress.begin("first poll");
        firstPoll();
        for (boolean fsync : new boolean[] {true, false}) {
            progress.begin("one append, " + FileFeedScene.durability(fsync));
            append(fsync);
        }
        return List.copyOf(rows);
    }

    private void idlePoll() throws IOException, InterruptedException {
        Contest contest = new Contest();
        List<Source> sources = new ArrayList<>();
        try {
            for (SizedFeed sized : feeds) {
                Source source = sized.feed().source();
                sources.add(source);
                contest.enter(sized.events(), () -> Samples.timed(effort.polls(), n -> idlePoll(source, sized.size())));
            }
            contest.enter(Contest.FLOOR, () -> Samples.timed(effort.polls(), n -> Files.readAllBytes(small)));
            contest.run(effort.rounds());
        } finally {
            sources.forEach(Source::close);
        }
        add(contest, "idle poll");
    }

    /** A poll at the end of a feed. */
    static void idlePoll(Source source, long end) throws InterruptedException {
        List<ControlEvent> events = source.poll(end, Duration.ZERO);
        if (!events.isEmpty()) {
            throw new IllegalStateException(source.name() + " has " + events.size() + " events after its end " + end);
        }
    }

    private void firstPoll() throws IOException, InterruptedException {
        Contest contest = new Contest();
        for (SizedFeed sized : feeds) {
            contest.enter(sized.events(), () -> firstPolls(sized));
        }
        contest.enter(Contest.FLOOR, () -> Samples.timed(effort.single(), n -> Files.readAllBytes(small)));
        contest.run(effort.rounds());
        add(contest, "open and first poll");
    }

    /** The closing is not part of it. */
    private Samples firstPolls(SizedFeed sized) throws IOException, InterruptedException {
        List<Source> opened = new ArrayList<>();
        try {
            return Samples.timed(effort.single(), n -> {
                Source source = sized.feed().source();
                opened.add(source);
                idlePoll(source, sized.size());
            });
        } finally {
            opened.forEach(Source::close);
        }
    }

    private void append(boolean fsync) throws IOException, InterruptedException {
        Contest contest = new Contest();
        PlainFiles files = new PlainFiles(dir.resolve("floor-" + fsync), fsync);
        Path directory = files.newDirectory();
        List<byte[]> contents = Changes.bytes(1);
        List<Sink> sinks = new ArrayList<>();
        try {
            for (SizedFeed sized : feeds) {
                Sink sink = sized.feed().sink(fsync);
                sinks.add(sink);
                contest.enter(sized.events(), () -> appends(sink));
            }
            contest.enter(Contest.FLOOR, () -> Samples.timed(effort.single(), n -> files.store(directory, contents)));
            contest.run(effort.rounds());
        } finally {
            sinks.forEach(Sink::close);
        }
        add(contest, "one append, " + FileFeedScene.durability(fsync));
    }

    private Samples appends(Sink sink) throws IOException, InterruptedException {
        List<ControlEvent> events = Changes.events(effort.single());
        return Samples.timed(events.size(), n -> Appends.append(sink, List.of(events.get(n))));
    }

    private void add(Contest contest, String what) {
        String smallest = feeds.get(0).events();
        for (SizedFeed sized : feeds) {
            String name = sized.events();
            rows.add(contest.row(what + ", " + name + ", p50", name, Measure.micros(0.5), smallest));
            rows.add(contest.row(what + ", " + name + ", p99", name, Measure.micros(0.99), smallest));
        }
    }
}
