package io.controlfeed.system.whole;

import io.controlfeed.kafka.dev.DevKafkaNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What can go wrong: each kind with all those that it can befall. */
enum Fault {
    /** SIGKILL; started again when it is healed. */
    KILLED {
        @Override
        List<Harm> of(Fleet fleet) {
            List<Harm> harms = new ArrayList<>();
            fleet.daemons().forEach(daemon -> harms.add(harm(daemon.name(), daemon::kill, daemon::start)));
            fleet.brokers().forEach(broker -> harms.add(harm(broker(broker), broker::kill, broker::start)));
            return harms;
        }
    },

    /** SIGSTOP and SIGCONT. */
    PAUSED {
        @Override
        List<Harm> of(Fleet fleet) {
            List<Harm> harms = new ArrayList<>();
            fleet.daemons().forEach(daemon -> harms.add(harm(daemon.name(), daemon::pause, daemon::resume)));
            fleet.brokers().forEach(broker -> harms.add(harm(broker(broker), broker::pause, broker::resume)));
            return harms;
        }
    },

    /** Connections break, and none can be made. */
    CUT_OFF {
        @Override
        List<Harm> of(Fleet fleet) {
            return fleet.ways().stream()
                    .map(way -> harm(way.name(), way::cut, way::heal))
                    .toList();
        }
    },

    /** Connections stay, and nothing comes through. */
    UNHEARD {
        @Override
        List<Harm> of(Fleet fleet) {
            return fleet.ways().stream()
                    .map(way -> harm(way.name(), way::silence, way::heal))
                    .toList();
        }
    },

    /** Everything takes longer. */
    SLOW {
        @Override
        List<Harm> of(Fleet fleet) {
            return fleet.ways().stream()
                    .map(way -> harm(way.name(), () -> way.delay(SLOWNESS), way::heal))
                    .toList();
        }
    },

    /** No file of the process can grow: what it writes to its database fails. */
    DISK_FULL {
        @Override
        List<Harm> of(Fleet fleet) {
            return fleet.daemons().stream()
                    .map(daemon -> harm(
                            daemon.name(), () -> FileLimit.NONE.of(daemon.pid()), () -> FileLimit.ANY.of(daemon.pid())))
                    .toList();
        }
    },

    /** It runs with a clock that is ahead. */
    CLOCK_AHEAD {
        @Override
        List<Harm> of(Fleet fleet) {
            return WrongClock.AHEAD.of(this, fleet);
        }
    },

    /** It runs with a clock that is behind. */
    CLOCK_BEHIND {
        @Override
        List<Harm> of(Fleet fleet) {
            return WrongClock.BEHIND.of(this, fleet);
        }
    },

    STORE_AWAY {
        @Override
        List<Harm> of(Fleet fleet) {
            return List.of(harm("store", fleet.store()::goAway, fleet.store()::comeBack));
        }
    },

    /** What the artifact store's server sends is damaged on the way. */
    STORE_CORRUPTING {
        @Override
        List<Harm> of(Fleet fleet) {
            return List.of(harm("store", fleet.store()::corrupt, fleet.store()::beRight));
        }
    };

    private static final Duration SLOWNESS = Duration.ofMillis(50);

    abstract List<Harm> of(Fleet fleet);

    Harm harm(String victim, Harm.Action strike, Harm.Action heal) {
        return new Harm(name(), victim, strike, heal);
    }

    private static String broker(DevKafkaNode broker) {
        return "broker-" + broker.id();
    }
}
