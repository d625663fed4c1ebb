package io.controlfeed.fault;

import io.controlfeed.feed.kafka.Patience;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Two pumps of one outbox: the one that holds the lease works, the other stands by. */
final class Pumps implements AutoCloseable {
    /** Short, so that there is time for many take-overs. */
    static final Duration LEASE = Duration.ofSeconds(1);

    private final ControlPlane controlPlane;
    private final List<String> names;
    private final List<PumpProcess> pumps;

    private Pumps(ControlPlane controlPlane, List<String> names, List<PumpProcess> pumps) {
        this.controlPlane = controlPlane;
        this.names = names;
        this.pumps = pumps;
    }

    /** @param test names their logs */
    static Pumps start(String test, ControlPlane controlPlane, Feed feed) throws IOException {
        List<String> names = List.of(test + "-a", test + "-b");
        return new Pumps(
                controlPlane,
                names,
                List.of(
                        new PumpProcess(names.get(0), controlPlane, feed, LEASE),
                        new PumpProcess(names.get(1), controlPlane, feed, LEASE)));
    }

    List<PumpProcess> both() {
        return pumps;
    }

    /** The one that holds the lease, or held it last. */
    PumpProcess active() throws Exception {
        Patience.until("a pump has taken the lease", () -> holder().isPresent());
        return pumps.get(names.indexOf(holder().orElseThrow()));
    }

    PumpProcess other(PumpProcess pump) {
        return pumps.get(1 - pumps.indexOf(pump));
    }

    boolean isActive(PumpProcess pump) throws SQLException {
        return holder().equals(Optional.of(names.get(pumps.indexOf(pump))));
    }

    private Optional<String> holder() throws SQLException {
        String holder =
                controlPlane.query("SELECT holder FROM control_events_pump").get(0);
        return holder.equals("null") ? Optional.empty() : Optional.of(holder);
    }

    @Override
    public void close() {
        pumps.forEach(PumpProcess::close);
    }
}
