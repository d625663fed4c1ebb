package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** A node on a topic with a history, all of which it has applied: what it applies then, and a poll that finds nothing. */
final class GrownNode {
    private final Effort effort;
    private final History history;
    private final String servers;
    private final Path dir;

    GrownNode(Effort effort, History history, String servers, Path dir) {
        this.effort = effort;
        this.history = history;
        this.servers = servers;
        this.dir = dir;
    }

    /** A feed, and the file of a node that follows it. */
    private record Follower(KafkaFeed feed, Path file) {
        void catchUp() throws InterruptedException {
            AppliedNode.create(file, feed, true).applier().catchUp();
        }

        void append(int events, Progress progress) {
            try (Sink sink = feed.sink()) {
                Appends.fill(sink, events, Changes::bare, progress);
            }
        }
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        List<Follower> followers = new ArrayList<>();
        for (int size : history.sizes()) {
            Follower follower = new Follower(
                    KafkaFeed.empty(servers, "followed-" + size), dir.resolve("grown-node-" + size + ".db"));
            follower.append(size, progress);
            progress.begin("applying a history of " + size + " events");
            follower.catchUp();
            followers.add(follower);
        }
        List<Row> rows = new ArrayList<>();
        rows.addAll(apply(followers, progress));
        progress.begin("a poll that finds nothing, with a history");
        rows.addAll(poll(followers));
        return rows;
    }

    private List<Row> apply(List<Follower> followers, Progress progress) throws IOException, InterruptedException {
        progress.begin("apply, with a history");
        Contest contest = new Contest();
        List<PlainNode> floors = new ArrayList<>();
        try {
            for (int n = 0; n < followers.size(); n++) {
                int size = history.sizes().get(n);
                Follower follower = followers.get(n);
                contest.enter(History.name(size), () -> {
                    follower.append(history.more(), progress);
                    return Samples.timed(1, one -> follower.catchUp());
                });
                PlainNode floor = new PlainNode(dir.resolve("grown-plain-" + size + ".db"));
                floors.add(floor);
                floor.apply(events(size));
                contest.enter(byHand(size), () -> {
                    List<ControlEvent> more = events(history.more());
                    return Samples.timed(1, one -> floor.apply(more));
                });
            }
            contest.run(effort.rounds());
        } finally {
            floors.forEach(PlainNode::close);
        }
        return rows(contest);
    }

    /** Whoever writes to a larger table touches more of its pages, also by hand: each history has a floor of its own. */
    private List<Row> rows(Contest contest) {
        Measure measure = Measure.rate(history.more());
        String what = String.format("apply %,d events, ", history.more());
        int smallest = history.sizes().get(0);
        List<Row> rows = new ArrayList<>();
        for (int size : history.sizes()) {
            String name = History.name(size);
            rows.add(
                    contest.rowBeside(byHand(size), "start and " + what + name, name, measure, History.name(smallest)));
        }
        for (int size : history.sizes()) {
            String name = byHand(size);
            rows.add(contest.rowBeside(byHand(smallest), what + name, name, measure, byHand(smallest)));
        }
        return rows;
    }

    private static String byHand(int size) {
        return History.name(size) + ", by hand";
    }

    private static List<ControlEvent> events(int count) {
        return IntStream.range(0, count).mapToObj(Changes::bare).toList();
    }

    private List<Row> poll(List<Follower> followers) throws IOException, InterruptedException {
        Contest contest = new Contest();
        List<Source> sources = new ArrayList<>();
        PlainTopic topic = followers.get(0).feed().topic();
        try (Admin admin = topic.admin()) {
            for (int n = 0; n < followers.size(); n++) {
                PlainTopic followed = followers.get(n).feed().topic();
                long end = followed.end(admin);
                Source source = followers.get(n).feed().source();
                sources.add(source);
                contest.enter(
                        History.name(history.sizes().get(n)),
                        () -> Samples.timed(effort.polls(), one -> FlatCost.idlePoll(source, end)));
            }
            contest.enter(Contest.FLOOR, () -> Samples.timed(effort.polls(), one -> topic.end(admin)));
            contest.run(effort.rounds());
        } finally {
            sources.forEach(Source::close);
        }
        return history.rows(contest, "idle poll of a topic, p50", Measure.micros(0.5));
    }
}
