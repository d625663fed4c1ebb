package io.controlfeed.cli.node;

import io.controlfeed.applier.FeedSources;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flag that says which feed a node follows. */
public final class NodeFeedFlags {
    @Option(
            names = BackendFlags.SOURCE,
            paramLabel = "NAME",
            defaultValue = "nop",
            description =
                    "The backend that the node reads; see controlfeed backends. Default: nop, which holds nothing.")
    private String feedSource = "nop";

    public String name() {
        return feedSource;
    }

    /** The feed, with the node's name as that under which it acknowledges, unless it was given another. */
    static FeedSources sources(FeedRegistry backends, FeedProvider backend, BackendFlags flags, String nodeName) {
        Map<String, String> given = new HashMap<>(flags.givenFor(backend));
        if (backend.settings().stream().anyMatch(setting -> setting.key().equals(FeedProvider.NODE))) {
            given.putIfAbsent(FeedProvider.NODE, nodeName);
        }
        return new FeedSources(backends, backend.name(), given);
    }
}
