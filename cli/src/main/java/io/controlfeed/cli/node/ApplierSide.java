package io.controlfeed.cli.node;

import io.controlfeed.applier.Applier;
import io.controlfeed.applier.ApplierSettings;
import io.controlfeed.applier.FeedSources;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeIdentity;
import io.controlfeed.applier.node.NodeLock;
import io.controlfeed.applier.node.NodeSchema;
import io.controlfeed.applier.node.NodeScript;
import io.controlfeed.applier.projection.Projection;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.daemon.Work;
import io.controlfeed.cli.daemon.Workshop;
import io.controlfeed.cli.flags.ArtifactFlags;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.cli.flags.HostName;
import io.controlfeed.cli.flags.SettingFlags;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of an applier, and the applier that they make. */
public final class ApplierSide {
    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Option(
            names = "--node-id",
            paramLabel = "NAME",
            description = "What the node is called from now on, and acknowledges as. Default: the name in its file, or"
                    + " the host's.")
    private @Nullable String nodeId;

    @Option(
            names = "--node-fsync",
            arity = "1",
            paramLabel = "true|false",
            defaultValue = "true",
            description = "Write what is committed through to the disk. With false, a power loss takes the node back to"
                    + " an earlier state, rows and cursor alike. Default: true.")
    private boolean fsync = true;

    @Option(
            names = "--node-schema",
            paramLabel = "FILE",
            description = "SQL that makes the node's own tables; run at each start, in one transaction.")
    private @Nullable Path nodeSchema;

    @Mixin
    private final NodeFeedFlags feed = new NodeFeedFlags();

    @Mixin
    private final ArtifactFlags artifacts = new ArtifactFlags();

    @Mixin
    private final ProjectionFlags projection = new ProjectionFlags();

    @Mixin
    private final ApplierFlags applier = new ApplierFlags();

    /** Adds what stores and projections can be told. */
    public void addTo(SettingFlags flags) {
        projection.addTo(flags);
        artifacts.addTo(flags);
    }

    /** Which node it is. */
    public NodeFlags node() {
        return node;
    }

    /** Where its artifacts are. */
    public ArtifactFlags artifacts() {
        return artifacts;
    }

    /** Refuses what no applier can work with. */
    public void check(String command, SettingFlags flags) {
        applier.settings(command);
        projection.open(flags);
        if (nodeSchema != null && !Files.isReadable(nodeSchema)) {
            throw Failure.usage(command, "--node-schema is '" + nodeSchema + "', which cannot be read");
        }
    }

    public String feedSource() {
        return feed.name();
    }

    /**
     * An applier that is ready to begin.
     *
     * @param once whether it ends when everything is applied that is there
     */
    public Work open(
            String command,
            FeedRegistry backends,
            FeedProvider backend,
            BackendFlags flags,
            boolean once,
            Workshop shop)
            throws InterruptedException {
        ApplierSettings settings = applier.settings(command);
        return node.use(command, file -> {
            NodeDatabase database = new NodeDatabase(file.file(), fsync);
            Projection rows = projection.open(flags.flags());
            ArtifactStore store = artifacts.open(command, flags.flags());
            String name = prepare(database);
            FeedSources sources = NodeFeedFlags.sources(backends, backend, flags, name);
            MeterRegistry registry = shop.numbers().registry();
            Applier made = new Applier(database, sources, store, rows, settings, registry);
            shop.traces().of(made, backend.name());
            return new ApplierWork(command, node, made, store, once, registry);
        });
    }

    private String prepare(NodeDatabase database) throws SQLException, InterruptedException {
        NodeLock lock = NodeLock.take(database);
        try {
            NodeSchema.migrate(database);
            if (nodeSchema != null) {
                NodeScript.run(database, nodeSchema);
            }
            return NodeIdentity.settle(database, nodeId, HostName.get());
        } finally {
            lock.close();
        }
    }
}
