package io.controlfeed.feed.kafka;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.SubjectKey;
import io.controlfeed.feed.kafka.wire.WireException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One batch on its way into a lane: what is there already is told apart, and the rest is stored in one transaction. */
final class BatchAppend {
    private final LaneAppender lane;
    private final List<ControlEvent> events;
    private final AppendOutcome[] outcomes;
    private final RecentIds.Key[] keys;
    /** By which event of the batch a subject is held back. */
    private final Map<SubjectKey, String> failed = new HashMap<>();

    private boolean wasForgotten;
    /** Whether the topic was asked during this batch how large a record may be: nothing is refused by what was true before. */
    private boolean isLimitCertain;

    BatchAppend(LaneAppender lane, List<ControlEvent> events) {
        this.lane = lane;
        this.events = events;
        this.outcomes = new AppendOutcome[events.size()];
        this.keys = new RecentIds.Key[events.size()];
    }

    List<AppendOutcome> run() {
        Map<String, Integer> firstOfId = new HashMap<>();
        List<Integer> firsts = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (firstOfId.putIfAbsent(events.get(i).eventId(), i) == null) {
                firsts.add(i);
                keys[i] = lane.key(events.get(i));
            }
        }
        store(firsts);
        for (int i = 0; i < events.size(); i++) {
            int first = firstOfId.getOrDefault(events.get(i).eventId(), i);
            if (first < i) {
                outcomes[i] = sameAs(outcomes[first], events.get(i));
            }
        }
        return List.of(outcomes);
    }

    /** Stores those of the events that the lane does not hold yet and that nothing holds back. */
    private void store(List<Integer> indexes) {
        try {
            lane.settle("append to " + lane.name());
        } catch (RuntimeException notNow) {
            indexes.forEach(i -> failUnlessHeldBack(i, KafkaErrors.ofAppend(operation(i), notNow)));
            return;
        }
        List<Integer> tried = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i : indexes) {
            ControlEvent event = events.get(i);
            OptionalLong version = lane.versionOf(keys[i]);
            String behind = failed.get(event.subjectKey());
            if (version.isPresent()) {
                outcomes[i] = new AppendOutcome.Duplicate(event.stamped(version.getAsLong()));
            } else if (behind != null) {
                outcomes[i] = new AppendOutcome.HeldBack(event, behind);
            } else {
                try {
                    records.add(fitting(i, lane.encode(event)));
                    tried.add(i);
                } catch (RuntimeException | WireException unfit) {
                    fail(i, KafkaErrors.ofAppend(operation(i), unfit));
                }
            }
        }
        if (!tried.isEmpty()) {
            store(tried, records);
        }
    }

    private ProducerRecord<byte[], byte[]> fitting(int i, ProducerRecord<byte[], byte[]> record) {
        if (!lane.limit().fits(record) && !isLimitCertain) {
            askForLimit(operation(i));
        }
        if (!lane.limit().fits(record)) {
            throw lane.limit().refusal(operation(i), record);
        }
        return record;
    }

    private boolean askForLimit(String operation) {
        isLimitCertain = true;
        return lane.limit().ask(operation);
    }

    private void store(List<Integer> tried, List<ProducerRecord<byte[], byte[]>> records) {
        String operation = operation(tried);
        try {
            List<RecentIds.Key> triedKeys = tried.stream().map(i -> keys[i]).toList();
            List<Long> versions = lane.store(operation, triedKeys, records);
            for (int n = 0; n < tried.size(); n++) {
                int i = tried.get(n);
                outcomes[i] = new AppendOutcome.Appended(events.get(i).stamped(versions.get(n)));
            }
            lane.awaitVisible(operation, triedKeys, versions);
        } catch (Transactions.NotStored nothing) {
            notStored(tried, nothing.why());
        } catch (Transactions.InDoubt doubt) {
            decide(tried, doubt);
        }
    }

    private void notStored(List<Integer> tried, Throwable why) {
        int size = tried.size();
        if (why instanceof LaneAppender.AppendedMeanwhile) {
            store(tried);
        } else if (KafkaErrors.isForgotten(why) && !wasForgotten) {
            // After days without an event: a new producer goes on, and the caller need not know.
            wasForgotten = true;
            store(tried);
        } else if (KafkaErrors.isForOneRecord(why) && !isLimitCertain && askForLimit(operation(tried))) {
            store(tried);
        } else if (KafkaErrors.isForOneRecord(why) && size > 1) {
            // Kafka does not say which one it was: look for it by halves, so that it fails alone.
            store(tried.subList(0, size / 2));
            store(tried.subList(size / 2, size));
        } else {
            for (int i : tried) {
                failUnlessHeldBack(i, KafkaErrors.ofAppend(operation(i), why));
            }
        }
    }

    /** The commit was not answered, but what it led to can perhaps be read. */
    private void decide(List<Integer> tried, Transactions.InDoubt doubt) {
        try {
            List<Long> versions = lane.versionsIfStored(operation(tried), ids(tried), doubt);
            for (int n = 0; n < tried.size(); n++) {
                int i = tried.get(n);
                if (versions.isEmpty()) {
                    failUnlessHeldBack(i, KafkaErrors.ofAppend(operation(i), doubt.why()));
                } else {
                    outcomes[i] = new AppendOutcome.Appended(events.get(i).stamped(versions.get(n)));
                }
            }
        } catch (RuntimeException unreadable) {
            for (int i : tried) {
                // Also what stands behind another of its subject: the whole batch is stored, or nothing of it.
                fail(i, KafkaErrors.inDoubt(operation(i), doubt.why()));
            }
        }
    }

    private void failUnlessHeldBack(int i, FeedException error) {
        String behind = failed.get(events.get(i).subjectKey());
        if (behind == null) {
            fail(i, error);
        } else {
            outcomes[i] = new AppendOutcome.HeldBack(events.get(i), behind);
        }
    }

    private void fail(int i, FeedException error) {
        ControlEvent event = events.get(i);
        failed.putIfAbsent(event.subjectKey(), event.eventId());
        outcomes[i] = new AppendOutcome.Failed(event, error);
    }

    /** An id that is repeated in one batch shares the fate of its first. */
    private static AppendOutcome sameAs(AppendOutcome first, ControlEvent event) {
        if (first instanceof AppendOutcome.Failed failure) {
            return new AppendOutcome.Failed(event, failure.error());
        }
        if (first instanceof AppendOutcome.HeldBack heldBack) {
            return new AppendOutcome.HeldBack(event, heldBack.behind());
        }
        return new AppendOutcome.Duplicate(event.stamped(first.event().controlVersion()));
    }

    private List<String> ids(List<Integer> indexes) {
        return indexes.stream().map(i -> events.get(i).eventId()).toList();
    }

    private String operation(int i) {
        return "append of event '" + events.get(i).eventId() + "' to " + lane.name();
    }

    private String operation(List<Integer> tried) {
        return tried.size() == 1
                ? operation(tried.get(0))
                : "append of " + tried.size() + " events from '"
                        + events.get(tried.get(0)).eventId() + "' on to " + lane.name();
    }
}
