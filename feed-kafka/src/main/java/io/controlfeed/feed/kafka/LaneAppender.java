package io.controlfeed.feed.kafka;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.LanedFeed;
import io.controlfeed.feed.kafka.wire.EventDecoder;
import io.controlfeed.feed.kafka.wire.EventEncoder;
import io.controlfeed.feed.kafka.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to one lane, and knows the ids of its latest events, whoever appended them. Used by one thread.
 *
 * <p>Before a transaction is committed it is made sure, while the records are on their way, that the topic is still the same and
 * that nobody else has appended one of these ids meanwhile.
 */
final class LaneAppender implements AutoCloseable {
    /** How many ids the contract asks for. */
    private static final int PROMISED = 100_000;

    private static final int REMEMBERED = 1 << 17;
    /** How much of the lane is read at once to find them. */
    private static final long PIECE = REMEMBERED / 2;
    /** Beyond that it is quicker to begin anew from the end. */
    private static final long MUCH = 2L * REMEMBERED;

    private static final int END_MARKER = 1;

    private static final Logger LOG = LoggerFactory.getLogger(LaneAppender.class);

    private final TopicLane lane;
    private final KafkaClients clients;
    private final EventEncoder encoder;
    private final Transactions transactions;
    private final RecordLimit limit;
    private final IdScan scan;
    private final RecentIds recent = new RecentIds(REMEMBERED);

    /** The position from which on {@link #recent} was filled; what it forgot since is its own matter. */
    private long indexedFrom;
    /** The position up to which {@link #recent} knows every id. */
    private long indexedTo;
    /** Whether records of ours may stand in the lane of which it is not decided yet whether they are in the feed. */
    private boolean isUnsettled;

    /** @param decoder for records whose headers tell no id */
    LaneAppender(TopicLane lane, KafkaClients clients, EventEncoder encoder, EventDecoder decoder) {
        this.lane = lane;
        this.clients = clients;
        this.encoder = encoder;
        this.limit = clients.recordLimit(lane);
        this.scan = new IdScan(lane, clients, decoder);
        this.transactions = new Transactions(
                clients, lane.timeout(), () -> lane.isTaken("append to " + lane.name(), clients.transactionalId()));
        try {
            String operation = "opening of " + lane.name();
            limit.ask(operation);
            readRecent(operation, decidedEnd(operation));
        } catch (RuntimeException unusable) {
            close();
            throw unusable;
        }
    }

    private record Found(RecentIds.Key key, long version) {}

    /** Piece by piece from the end: a transaction leaves a hole for its end marker, so nobody knows how far back the ids begin. */
    private void readRecent(String operation, long end) {
        long start = lane.start(operation);
        Deque<List<Found>> pieces = new ArrayDeque<>();
        int found = 0;
        indexedFrom = end;
        while (found < PROMISED && indexedFrom > start) {
            long to = indexedFrom;
            indexedFrom = Math.max(start, to - PIECE);
            List<Found> piece = new ArrayList<>();
            scan.scan(operation, indexedFrom, to, (id, version) -> piece.add(new Found(recent.key(id), version)));
            pieces.addFirst(piece);
            found += piece.size();
        }
        recent.clear();
        pieces.forEach(piece -> piece.forEach(one -> recent.add(one.key, one.version)));
        indexedTo = end;
    }

    List<AppendOutcome> append(List<ControlEvent> events) {
        return new BatchAppend(this, events).run();
    }

    RecentIds.Key key(ControlEvent event) {
        return recent.key(event.eventId());
    }

    OptionalLong versionOf(RecentIds.Key key) {
        return recent.versionOf(key);
    }

    /** The subject is the record's key: nothing of ours needs it, but the topic's other readers do. */
    ProducerRecord<byte[], byte[]> encode(ControlEvent event) throws WireException {
        int right = lane.laneOf(event.subjectKey());
        if (right != lane.partition().partition()) {
            throw new FeedException.Rejected(
                    "append of event '" + event.eventId() + "' to " + lane.name(),
                    "its subject belongs into lane " + right,
                    "Append it to a sink of that lane: --" + LanedFeed.LANE + " names it.",
                    null);
        }
        Headers headers = new RecordHeaders();
        byte[] value = encoder.encode(event, headers);
        TopicPartition partition = lane.partition();
        byte[] key = event.subjectKey().toString().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(partition.topic(), partition.partition(), null, key, value, headers);
    }

    RecordLimit limit() {
        return limit;
    }

    /** Thrown out of a transaction that is therefore aborted: some of its ids are in the feed since a moment ago. */
    static final class AppendedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * After a transaction that did not end well: waits until all that is in the lane is decided, and learns it. A record whose end
     * marker is still to come, or was lost by a broker that was killed, would become visible with the next commit.
     *
     * @throws RuntimeException if that cannot be done for now; nothing may be appended then
     */
    void settle(String operation) {
        if (isUnsettled) {
            transactions.settle();
            learn(operation, decidedEnd(operation));
            isUnsettled = false;
        }
    }

    private long decidedEnd(String operation) {
        try {
            return lane.settledEnd(operation);
        } catch (FeedException.Unavailable undecided) {
            if (!lane.abortHanging(operation, clients.transactionalId())) {
                throw undecided;
            }
            LOG.warn(
                    "{}: a transaction of ours had lost its end, and nobody could read past it; it is aborted now",
                    operation);
            return lane.settledEnd(operation);
        }
    }

    /** Stores the records in one transaction, and returns their versions. Not every reader can see them yet. */
    List<Long> store(String operation, List<RecentIds.Key> keys, List<ProducerRecord<byte[], byte[]>> records)
            throws Transactions.NotStored, Transactions.InDoubt {
        isUnsettled = true;
        KafkaFuture<TopicDescription> topic = lane.askForTopic();
        List<Long> offsets = transactions.store(records, first -> {
            lane.requireSameTopic(operation, topic);
            // Where our own records follow upon what is known, nobody needs to be asked.
            if (!isKnown(first)
                    && learn(operation, lane.end(operation))
                    && keys.stream().anyMatch(key -> recent.versionOf(key).isPresent())) {
                throw new AppendedMeanwhile();
            }
        });
        return versions(offsets);
    }

    /**
     * Waits until every reader can see what was stored, so that whoever is told of it can read it at once; and remembers it. What nobody
     * can read yet is not told as stored, although it is committed: should its end have been lost, it may have to be aborted.
     */
    void awaitVisible(String operation, List<RecentIds.Key> keys, List<Long> versions) throws Transactions.InDoubt {
        long before = versions.get(0) - 1;
        long end;
        try {
            end = endReaching(operation, versions.get(versions.size() - 1));
        } catch (FeedException unseen) {
            throw new Transactions.InDoubt(
                    versions.stream().map(version -> version - 1).toList(), unseen);
        }
        for (int i = 0; i < keys.size(); i++) {
            recent.add(keys.get(i), versions.get(i));
        }
        boolean nobodyBetween = isKnown(before) && end - before == versions.size() + END_MARKER;
        if (nobodyBetween) {
            indexedTo = end;
        }
        isUnsettled = false;
    }

    private long endReaching(String operation, long position) {
        return lane.endReaching(operation, position, () -> scan.end(operation));
    }

    private static List<Long> versions(List<Long> offsets) {
        return offsets.stream().map(offset -> offset + 1).toList();
    }

    /** What became of a transaction whose commit was not answered: the versions of its events, or none if it was aborted. */
    List<Long> versionsIfStored(String operation, List<String> ids, Transactions.InDoubt doubt) {
        if (transactions.isUnanswered()) {
            throw KafkaErrors.inDoubt(operation, doubt.why());
        }
        transactions.settle();
        List<Long> offsets = doubt.offsets();
        long first = offsets.get(0);
        long end = endReaching(operation, offsets.get(offsets.size() - 1) + 1);
        Map<Long, String> found = new HashMap<>();
        scan.scan(operation, first, end, (id, version) -> found.put(version, id));
        List<Long> versions = versions(offsets);
        return versions.stream().map(found::get).toList().equals(ids) ? versions : List.of();
    }

    /** The end of a look-up's stretch, which must be there as a whole, and decided. */
    private long endOfStretch(String operation, long after) {
        try {
            transactions.settle();
        } catch (KafkaException failed) {
            throw KafkaErrors.ofReading(operation, after, failed);
        }
        lane.requireSameTopic(operation, lane.askForTopic());
        long end = lane.settledEnd(operation);
        long start = lane.start(operation);
        if (after < start || after > end) {
            throw new FeedException.Gap(operation, after, start + 1, end);
        }
        return end;
    }

    /** The first ids that stand in the lane above a version. */
    Map<String, Long> idsAfter(String operation, long after) {
        long end = endOfStretch(operation, after);
        Map<String, Long> ids = new LinkedHashMap<>();
        // A stretch can hold nothing but end markers.
        for (long from = after; from < end && ids.isEmpty(); from += EventLookup.MAX_IDS) {
            scan.scan(operation, from, Math.min(end, from + EventLookup.MAX_IDS), ids::putIfAbsent);
        }
        return ids;
    }

    /** The given ids that stand in the lane above a version. */
    Map<String, Long> versionsOf(String operation, Collection<String> ids, long after) {
        learn(operation, endOfStretch(operation, after));
        Map<String, Long> versions = new HashMap<>();
        Set<String> wanted = new HashSet<>(ids);
        scan.scan(operation, after, Math.max(indexedFrom, recent.forgottenUpTo()), (id, version) -> {
            if (wanted.contains(id)) {
                versions.putIfAbsent(id, version);
            }
        });
        for (String id : wanted) {
            OptionalLong version = recent.versionOf(id);
            if (version.isPresent() && version.getAsLong() > after) {
                versions.putIfAbsent(id, version.getAsLong());
            }
        }
        return versions;
    }

    /** Reads the ids that others have appended up to an end; tells whether there may have been any. */
    private boolean learn(String operation, long end) {
        if (isKnown(end)) {
            return false;
        }
        if (end - indexedTo > MUCH) {
            readRecent(operation, end);
            return true;
        }
        try {
            scan.scan(operation, indexedTo, end, recent::add);
            indexedTo = end;
        } catch (FeedException.Gap removedBeforeItWasRead) {
            readRecent(operation, end);
        }
        return true;
    }

    private boolean isKnown(long position) {
        return position <= indexedTo;
    }

    String name() {
        return lane.name();
    }

    @Override
    public void close() {
        transactions.close();
        scan.close();
        encoder.close();
    }
}
