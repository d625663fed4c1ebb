package io.controlfeed.cli.doctor;

import io.controlfeed.applier.FeedSources;
import io.controlfeed.cli.feed.LaneExtent;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedAdmin;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import java.util.ArrayList;
import java.util.List;

/** Looks at a feed: whether it can be read, and whether it is set up so that nothing is lost. */
final class FeedExam {
    private static final String WHAT = "feed";

    private final FeedRegistry backends;
    private final BackendFlags flags;
    private final List<LaneExtent> lanes = new ArrayList<>();

    FeedExam(FeedRegistry backends, BackendFlags flags) {
        this.backends = backends;
        this.flags = flags;
    }

    /** What it holds; empty if that could not be asked. */
    List<LaneExtent> lanes() {
        return List.copyOf(lanes);
    }

    void addTo(Findings findings, FeedProvider backend) throws InterruptedException {
        if (backend.abilities().contains(Ability.POLL)) {
            lanes.addAll(LaneExtent.all(new FeedSources(backends, backend.name(), flags.givenFor(backend))));
            for (LaneExtent lane : lanes) {
                findings.add(Finding.ok(WHAT, lane.feed() + ", lane " + lane.lane() + ": " + lane.text()));
            }
        }
        if (backend instanceof FeedAdmin) {
            List<FeedAdmin.Finding> found = backends.check(backend.name(), flags.givenFor(backend));
            for (FeedAdmin.Finding finding : found) {
                findings.add(of(finding));
            }
            if (found.isEmpty()) {
                findings.add(Finding.ok(WHAT, "it is set up so that nothing is lost"));
            }
        }
    }

    private static Finding of(FeedAdmin.Finding finding) {
        String text = finding.what() + " " + finding.problem();
        return finding.severity() == FeedAdmin.Severity.ERROR
                ? Finding.error(WHAT, text, finding.advice())
                : Finding.warning(WHAT, text, finding.advice());
    }
}
