package io.controlfeed.cli.notebook;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.List;

/** Reads the notebook. */
final class NotebookSource implements Source {
    private final Pages pages;
    private final Trouble trouble;

    NotebookSource(Pages pages, Trouble trouble) {
        this.pages = pages;
        this.trouble = trouble;
    }

    @Override
    public String name() {
        return "notebook";
    }

    @Override
    public List<ControlEvent> poll(long since, Duration wait) {
        Source.check(since, wait);
        List<ControlEvent> all = pages.read();
        FeedException error = trouble.of("poll of notebook since " + since);
        if (error != null) {
            throw error;
        }
        if (since > all.size()) {
            throw new FeedException.Gap("poll of notebook since " + since, since, 1, all.size());
        }
        return all.stream()
                .filter(event -> event.controlVersion() > since)
                .limit(2)
                .toList();
    }

    @Override
    public void close() {}
}
