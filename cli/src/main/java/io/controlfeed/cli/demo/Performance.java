package io.controlfeed.cli.demo;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of the demo, from the first process to the proof. */
final class Performance {
    private static final Duration PICTURE = Duration.ofMillis(100);
    private static final String PUMP = "pump";

    private final Plot plot;
    private final DemoFeed feed;
    private final Stage stage;
    private final Story story;
    private final Fleet fleet;
    private final Business business = new Business();
    private final String victim;
    private int committed;
    private long pictureAt = System.nanoTime();
    private boolean isCatchingUp;

    Performance(Plot plot, DemoFeed feed, Stage stage, Story story) {
        this.plot = plot;
        this.feed = feed;
        this.stage = stage;
        this.story = story;
        this.fleet = new Fleet(stage, feed, plot.nodeNames());
        this.victim = plot.nodeNames().get(plot.victim());
    }

    Proof play() throws SQLException, InterruptedException {
        introduce();
        feed.start(stage);
        fleet.start();
        try (ControlPlane controlPlane =
                ControlPlane.open(stage.place().controlPlane(), stage.place().artifacts())) {
            startPump();
            feed.await(stage);
            commit(controlPlane);
            stage.until("the first event is on every node", () -> fleet.decidedEverywhere() == 1);
            story.tell("everything is up, and the first event on every node");
            for (long begin = System.nanoTime(); committed < plot.events(); ) {
                happen();
                commit(controlPlane);
                waitUntil(begin + committed * 1_000_000_000L / plot.rate());
            }
            story.tell("all %,d events are committed", committed);
            stage.until("every node has everything", () -> {
                picture();
                return fleet.decidedEverywhere() == committed;
            });
            lookAfterVictim();
            story.tell("every node has decided on each of them");
        }
        List<String> quiet = new ArrayList<>(fleet.names());
        quiet.add(PUMP);
        stage.end(quiet);
        return Proof.of(stage.place().controlPlane(), fleet.files());
    }

    private void introduce() {
        String nodes = plot.nodes() + (plot.nodes() == 1 ? " node" : " nodes");
        story.line("A control plane, " + feed.summary() + " and " + nodes + ", each a process of its own.");
        story.line("");
        story.line("  control plane  changes its rows and enqueues an event, in one transaction");
        story.line("  pump           publishes each event once, and each subject in order");
        story.line("  nodes          write rows, event id and cursor in one transaction, then ack");
        story.line("");
        story.tell("starting all of it in %s", stage.place().directory());
    }

    private void startPump() {
        List<String> command = new ArrayList<>(
                List.of("publish", "--outbox=" + stage.place().controlPlane(), "--feed-sink=" + feed.backend()));
        command.addAll(feed.flags());
        stage.start(PUMP, command);
    }

    /** What befalls the fleet before the next event. */
    private void happen() {
        if (committed == plot.killing()) {
            long pid = stage.kill(victim);
            story.tell("%s is killed: SIGKILL to process %d, in the middle of its work", victim, pid);
        }
        if (committed == plot.comeback()) {
            fleet.start(victim);
            isCatchingUp = true;
            story.tell("%s is started again; %,d events were committed without it", victim, committed - plot.killing());
        }
    }

    private void commit(ControlPlane controlPlane) throws SQLException, InterruptedException {
        boolean isPoison = committed == plot.poisonous();
        controlPlane.commit(isPoison ? business.poison() : business.next(), isPoison);
        committed++;
        if (isPoison) {
            story.tell("a poisonous event is committed: it writes a table that no node allows");
        }
    }

    private void waitUntil(long due) {
        do {
            long left = Math.max(0, due - System.nanoTime());
            stage.pause(Duration.ofNanos(Math.min(left, PICTURE.toNanos())));
            picture();
        } while (System.nanoTime() < due);
    }

    /** Shows how far they are, now and then. */
    private void picture() {
        if (System.nanoTime() - pictureAt < PICTURE.toNanos()) {
            return;
        }
        pictureAt = System.nanoTime();
        story.progress(committed, fleet.decidedEverywhere(), plot.events());
        lookAfterVictim();
    }

    private void lookAfterVictim() {
        if (isCatchingUp && fleet.decided(victim) >= committed - plot.rate() / 10) {
            isCatchingUp = false;
            story.tell("%s has caught up: it went on where its file was", victim);
        }
    }
}
