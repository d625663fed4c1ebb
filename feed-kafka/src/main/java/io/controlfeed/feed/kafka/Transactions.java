package io.controlfeed.feed.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Stores batches of records, each one entirely or not at all, under one transactional id. Whoever opens one under the same id later
 * fences this one. Used by one thread.
 *
 * <p>A transaction whose end could not be reached is ended before the next one begins: a commit whose answer was lost is asked for
 * again, which Kafka allows, and everything else is aborted.
 */
final class Transactions implements AutoCloseable {
    private final KafkaClients clients;
    private final Duration timeout;
    private final BooleanSupplier isTaken;

    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable RuntimeException fencedBy;
    private boolean forgotten;
    private End owed = End.NOTHING;

    private enum End {
        NOTHING,
        COMMIT,
        ABORT
    }

    /** @param isTaken asks whether the broker knows a producer under the transactional id */
    Transactions(KafkaClients clients, Duration timeout, BooleanSupplier isTaken) {
        this.clients = clients;
        this.timeout = timeout;
        this.isTaken = isTaken;
        this.producer = begin();
    }

    /** It is certain that nothing of the batch was stored, nor ever will be. */
    static final class NotStored extends Exception {
        private static final long serialVersionUID = 1L;

        private NotStored(Throwable cause) {
            super(cause);
        }

        Throwable why() {
            return getCause() == null ? this : getCause();
        }
    }

    /** The batch may have been stored or not; {@link #settle} ends this. */
    static final class InDoubt extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<Long> offsets;

        InDoubt(List<Long> offsets, Throwable cause) {
            super(cause);
            this.offsets = offsets;
        }

        Throwable why() {
            return getCause() == null ? this : getCause();
        }

        /** Where the batch's records stand, if they were committed. */
        List<Long> offsets() {
            return offsets;
        }
    }

    /**
     * Stores the batch in one transaction.
     *
     * @param beforeCommit the last moment at which the batch can be stopped, by an exception; told where its first record stands
     * @return the offset of each record
     */
    List<Long> store(List<ProducerRecord<byte[], byte[]>> records, LongConsumer beforeCommit)
            throws NotStored, InDoubt {
        Producer<byte[], byte[]> current;
        try {
            current = settled();
        } catch (RuntimeException failed) {
            throw new NotStored(failed);
        }
        List<Long> offsets;
        try {
            current.beginTransaction();
            owed = End.ABORT;
            offsets = send(current, records);
            beforeCommit.accept(offsets.get(0));
        } catch (RuntimeException failed) {
            undo(current, failed);
            throw new NotStored(fencedBy == null ? failed : fencedBy);
        }
        owed = End.COMMIT;
        try {
            commit(current);
            return offsets;
        } catch (RuntimeException unknown) {
            throw new InDoubt(offsets, unknown);
        }
    }

    /** Ends what was left open, if need be by beginning anew. What was fenced is ended already, by the newer one. */
    void settle() {
        if (fencedBy == null) {
            settled();
        }
    }

    /** Whether a commit is still to be answered: asking at once again would only take the same time again. */
    boolean isUnanswered() {
        return owed == End.COMMIT;
    }

    private Producer<byte[], byte[]> settled() {
        if (fencedBy != null) {
            throw fencedBy;
        }
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            requireNotTaken();
            current = begin();
            producer = current;
        } else if (owed == End.COMMIT) {
            commit(current);
        } else if (owed == End.ABORT) {
            abort(current);
        }
        return current;
    }

    /** A forgotten producer may begin anew, unless it is forgotten because of a newer one. */
    private void requireNotTaken() {
        if (forgotten && isTaken.getAsBoolean()) {
            fencedBy = new ProducerFencedException("the transactional id belongs to another producer");
            throw fencedBy;
        }
        forgotten = false;
    }

    private Producer<byte[], byte[]> begin() {
        Producer<byte[], byte[]> fresh = clients.producer();
        try {
            fresh.initTransactions();
            return fresh;
        } catch (RuntimeException unusable) {
            fresh.close(Duration.ZERO);
            throw unusable;
        }
    }

    private static List<Long> send(Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        for (ProducerRecord<byte[], byte[]> record : records) {
            sent.add(producer.send(record));
        }
        producer.flush();
        List<Long> offsets = new ArrayList<>(records.size());
        for (Future<RecordMetadata> one : sent) {
            try {
                offsets.add(one.get().offset());
            } catch (ExecutionException failed) {
                throw new KafkaException(failed.getCause());
            } catch (InterruptedException never) {
                throw new IllegalStateException("nobody interrupts the thread of a sink", never);
            }
        }
        return offsets;
    }

    /** Asks for the commit until it is answered or the time is up. */
    private void commit(Producer<byte[], byte[]> current) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                current.commitTransaction();
                owed = End.NOTHING;
                return;
            } catch (TimeoutException unanswered) {
                if (System.nanoTime() - deadline > 0) {
                    throw unanswered;
                }
            } catch (RuntimeException refused) {
                throw endRefused(refused);
            }
        }
    }

    /** Asks for the abort; unanswered, it stays owed, and Kafka aborts by itself if nobody ever asks again. */
    private void abort(Producer<byte[], byte[]> current) {
        try {
            current.abortTransaction();
            owed = End.NOTHING;
        } catch (TimeoutException unanswered) {
            throw unanswered;
        } catch (RuntimeException refused) {
            throw endRefused(refused);
        }
    }

    /**
     * Nobody but a newer producer, or the broker after its timeout, ends a transaction of ours; but the broker has several words for
     * that, and one of them is an unexpected error. To begin anew on a guess could fence the newer one, so this one stops.
     */
    private RuntimeException endRefused(RuntimeException refused) {
        giveUp(refused);
        if (fencedBy == null && !forgotten && !KafkaErrors.isDenied(refused)) {
            ProducerFencedException fenced = new ProducerFencedException(
                    "the broker no longer lets this producer end its transaction: " + refused.getMessage());
            fenced.initCause(refused);
            fencedBy = fenced;
        }
        return fencedBy == null ? refused : fencedBy;
    }

    private void undo(Producer<byte[], byte[]> current, RuntimeException failure) {
        if (owed == End.NOTHING) {
            giveUp(failure);
            return;
        }
        try {
            abort(current);
        } catch (RuntimeException endedLater) {
            if (endedLater != failure) {
                failure.addSuppressed(endedLater);
            }
        }
    }

    /** The next use begins anew, which makes Kafka end whatever this producer left; unless a newer one has done that already. */
    private void giveUp(RuntimeException why) {
        if (KafkaErrors.isFenced(why)) {
            fencedBy = why;
        } else if (KafkaErrors.isForgotten(why)) {
            forgotten = true;
        }
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
        owed = End.NOTHING;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(timeout);
            producer = null;
        }
    }
}
