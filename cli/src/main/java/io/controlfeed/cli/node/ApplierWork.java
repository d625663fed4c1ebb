package io.controlfeed.cli.node;

import io.controlfeed.applier.Applier;
import io.controlfeed.applier.Freshness;
import io.controlfeed.applier.NodeStatus;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.daemon.Health;
import io.controlfeed.cli.daemon.Health.Held;
import io.controlfeed.cli.daemon.Order;
import io.controlfeed.cli.daemon.Work;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An applier as a part of a process. */
final class ApplierWork implements Work {
    private static final String UNFILLED =
            "the node has not applied everything that its feed holds, not once yet; if that takes long,"
                    + " held and the log say what keeps it";

    private final String command;
    private final NodeFlags node;
    private final Applier applier;
    private final @Nullable ArtifactStore store;
    private final boolean once;
    private final MeterRegistry numbers;

    ApplierWork(
            String command,
            NodeFlags node,
            Applier applier,
            @Nullable ArtifactStore store,
            boolean once,
            MeterRegistry numbers) {
        this.command = command;
        this.node = node;
        this.applier = applier;
        this.store = store;
        this.once = once;
        this.numbers = numbers;
    }

    @Override
    public String name() {
        return "applier";
    }

    @Override
    public void run() throws InterruptedException {
        node.use(command, database -> {
            if (once) {
                applier.catchUp();
            } else {
                applier.run();
            }
            return true;
        });
    }

    @Override
    public void stop() {
        applier.stop();
    }

    @Override
    public String account() {
        long parked = count("parked") + count("parked.behind");
        return "applied " + (count("applied") + count("retried")) + (parked == 0 ? "" : ", parked " + parked);
    }

    private long count(String what) {
        return (long) numbers.counter("controlfeed.applier." + what).count();
    }

    @Override
    public Health health() {
        Freshness freshness = applier.freshness();
        List<Held> held = applier.troubles().stream()
                .map(trouble -> new Held(
                        trouble.what(), trouble.reason(), trouble.since().toString()))
                .toList();
        if (!freshness.isServing()) {
            return new Health("filling", UNFILLED, null, held);
        }
        Instant since = freshness.staleSince().orElse(null);
        return new Health(state(since), null, since == null ? null : since.toString(), held);
    }

    private String state(@Nullable Instant staleSince) {
        if (staleSince != null) {
            return "stale";
        }
        return applier.isCaughtUp() ? "caught-up" : "behind";
    }

    @Override
    public void describe(JsonObject status) throws InterruptedException {
        node.use(command, database -> NodeText.fill(status, database, NodeStatus.of(database)));
    }

    @Override
    public Map<String, Order> orders() {
        return ParkedOrders.of(node);
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
