package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.daemon.Health;
import io.controlfeed.cli.daemon.Health.Held;
import io.controlfeed.cli.daemon.Numbers;
import io.controlfeed.cli.daemon.Order;
import io.controlfeed.cli.daemon.Work;
import io.controlfeed.publisher.outbox.OutboxDatabase;
import io.controlfeed.publisher.outbox.OutboxStatus;
import io.controlfeed.publisher.pump.OutboxGauges;
import io.controlfeed.publisher.pump.Pump;
import io.controlfeed.publisher.pump.PumpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pump as a part of a process. */
final class PumpWork implements Work {
    private static final String UNREACHED =
            "the pump has not reached its outbox yet; the log says why it cannot, if it cannot";

    private final String command;
    private final OutboxFlags outbox;
    private final OutboxDatabase database;
    private final Pump pump;
    private final boolean once;
    private final Numbers numbers;
    private volatile @Nullable OutboxGauges gauges;

    PumpWork(String command, OutboxFlags outbox, OutboxDatabase database, Pump pump, boolean once, Numbers numbers) {
        this.command = command;
        this.outbox = outbox;
        this.database = database;
        this.pump = pump;
        this.once = once;
        this.numbers = numbers;
    }

    @Override
    public String name() {
        return "pump";
    }

    @Override
    public void run() throws InterruptedException {
        outbox.use(command, opened -> {
            if (once) {
                pump.drain();
            } else {
                if (numbers.areShown()) {
                    gauges = new OutboxGauges(database, numbers.registry());
                }
                pump.run();
            }
            return true;
        });
    }

    @Override
    public void stop() {
        pump.stop();
    }

    @Override
    public String account() {
        return "published "
                + (long)
                        numbers.registry().counter("controlfeed.pump.published").count();
    }

    @Override
    public Health health() {
        PumpState state = pump.state();
        List<Held> held = new ArrayList<>();
        if (state == PumpState.CUT_OFF) {
            held.add(new Held("outbox", "it cannot be reached, and is tried again; the log says why", null));
        }
        sampled()
                .filter(status -> status.trouble() != null)
                .ifPresent(
                        status -> held.add(new Held("feed", String.valueOf(status.trouble()), status.troubleSince())));
        return new Health(state.word(), state == PumpState.STARTING ? UNREACHED : null, null, held);
    }

    /** Some seconds old: counting rows takes a while, and whoever watches must not slow the pump down. */
    private Optional<OutboxStatus> sampled() {
        OutboxGauges sampling = gauges;
        return sampling == null ? Optional.empty() : sampling.latest();
    }

    @Override
    public void describe(JsonObject status) {
        sampled().ifPresent(latest -> status.putJson("outbox", OutboxText.json(database.name(), latest)));
    }

    @Override
    public Map<String, Order> orders() {
        return OutboxOrders.of(outbox);
    }

    @Override
    public void close() {
        OutboxGauges sampling = gauges;
        if (sampling != null) {
            sampling.close();
        }
    }
}
