package io.controlfeed.fault;

import io.controlfeed.applier.Applier;
import io.controlfeed.applier.ApplierSettings;
import io.controlfeed.applier.FeedSources;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.projection.Projection;
import io.controlfeed.applier.projection.ProjectionRegistry;
import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.feed.FeedRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;

/** A process with an applier. SIGTERM stops it in good order; it ends, too, when its standard input does. */
final class NodeMain {
    private NodeMain() {}

    /** Arguments: the node's file, the directory of artifacts, the tables that are allowed, and the source's settings, each KEY=VALUE. */
    public static void main(String[] args) throws Exception {
        ChildJvm.haltWithParent();
        Projection rows = ProjectionRegistry.load().open("rows", Map.of("allow-table", args[2]));
        try (ArtifactStore artifacts = ArtifactRegistry.load().open("file", Map.of("artifacts-file-dir", args[1]))) {
            Applier applier = new Applier(
                    NodeDatabase.at(Path.of(args[0])),
                    new FeedSources(FeedRegistry.load(), "kafka", ChildJvm.settings(args, 3)),
                    artifacts,
                    rows,
                    ApplierSettings.defaults(),
                    new SimpleMeterRegistry());
            Thread running = Thread.currentThread();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                applier.stop();
                                ChildJvm.await(running);
                            },
                            "stop"));
            applier.run();
        }
    }
}
