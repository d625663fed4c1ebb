package io.controlfeed.feed.kafka;

import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.kafka.wire.WireException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What everything that a Kafka client can throw means for the caller, and what a person can do about it. */
final class KafkaErrors {
    private static final String AGAIN = "It is tried again with the same event id and loses nothing.";

    private static final List<Meaning> MEANINGS = List.of(
            new Meaning(
                    Kind.REJECTED,
                    "Make the event smaller, or raise the topic's max.message.bytes.",
                    List.of(RecordTooLargeException.class)),
            new Meaning(Kind.REJECTED, "Mend what made the event.", List.of(SerializationException.class)),
            new Meaning(
                    Kind.REJECTED,
                    "Look at the topic's settings for what it refuses.",
                    List.of(InvalidRecordException.class)),
            new Meaning(
                    Kind.FENCED,
                    "Stop this one. If there is no other, it was paused for longer than a transaction may last: start it"
                            + " again.",
                    List.of(
                            ProducerFencedException.class,
                            InvalidProducerEpochException.class,
                            // What a broker may say of a transaction that a newer producer has just ended.
                            InvalidTxnStateException.class)),
            new Meaning(
                    Kind.CORRUPT,
                    "The broker's log is damaged there: read the broker's own log, and restore the topic from a replica.",
                    List.of(CorruptRecordException.class)),
            new Meaning(
                    Kind.UNAVAILABLE,
                    "Create the topic, or correct --feed-name.",
                    List.of(
                            UnknownTopicOrPartitionException.class,
                            UnknownTopicIdException.class,
                            InvalidTopicException.class)),
            new Meaning(
                    Kind.UNAVAILABLE,
                    "Check the credentials and certificates that are given by --kafka-property.",
                    List.of(AuthenticationException.class)),
            new Meaning(
                    Kind.UNAVAILABLE,
                    "Grant this principal what the message names: the topic, the group and the transactional id.",
                    List.of(AuthorizationException.class)),
            new Meaning(
                    Kind.UNAVAILABLE,
                    "Bring back the brokers that hold the topic's replicas, or lower its min.insync.replicas knowingly.",
                    List.of(NotEnoughReplicasException.class, NotEnoughReplicasAfterAppendException.class)),
            new Meaning(
                    Kind.UNAVAILABLE,
                    "The brokers are too old: run Kafka 3.0 or newer.",
                    List.of(UnsupportedVersionException.class)),
            new Meaning(Kind.UNAVAILABLE, "Look at the broker's policy.", List.of(PolicyViolationException.class)),
            new Meaning(
                    Kind.UNAVAILABLE,
                    "See that the brokers run and can be reached at --kafka-bootstrap-servers. " + AGAIN,
                    List.of(Throwable.class)));

    private enum Kind {
        REJECTED,
        UNAVAILABLE,
        FENCED,
        CORRUPT
    }

    private record Meaning(Kind kind, String hint, List<Class<? extends Throwable>> thrown) {
        boolean fits(Throwable error) {
            return thrown.stream().anyMatch(type -> type.isInstance(error));
        }
    }

    private KafkaErrors() {}

    /** An append that is certainly not stored. */
    static FeedException ofAppend(String operation, Throwable error) {
        return of(operation, 0, error);
    }

    /** A poll, a look-up, an opening: nothing was to be stored. */
    static FeedException ofReading(String operation, long position, Throwable error) {
        return of(operation, position, error);
    }

    static FeedException opening(String feed, Throwable error) {
        return of("opening of " + feed, 0, error);
    }

    static FeedException.Indeterminate inDoubt(String operation, Throwable error) {
        return new FeedException.Indeterminate(
                operation,
                "whether its transaction was committed cannot be told for now: " + reason(telling(error)),
                "Append it again with the same event id: that tells whether it is in.",
                error);
    }

    /** Whether it befell a transaction because of one record in it. */
    static boolean isForOneRecord(Throwable error) {
        return meaning(telling(error)).kind() == Kind.REJECTED;
    }

    static boolean isFenced(Throwable error) {
        return meaning(telling(error)).kind() == Kind.FENCED;
    }

    /** Whether a principal may not do what it wanted to: nothing is known then of other producers. */
    static boolean isDenied(Throwable error) {
        Throwable telling = telling(error);
        return telling instanceof AuthenticationException || telling instanceof AuthorizationException;
    }

    /** Whether the broker no longer knows a producer: for a newer one has another number, or it was idle for days. */
    static boolean isForgotten(Throwable error) {
        return telling(error) instanceof InvalidPidMappingException;
    }

    static boolean isUnknownTransactionalId(FeedException error) {
        return error.getCause() != null && telling(error.getCause()) instanceof TransactionalIdNotFoundException;
    }

    static boolean isUnknownTopic(FeedException error) {
        return error.getCause() != null && telling(error.getCause()) instanceof UnknownTopicOrPartitionException;
    }

    private static FeedException of(String operation, long position, Throwable error) {
        if (error instanceof FeedException known) {
            return known;
        }
        if (error instanceof WireException wire) {
            return new FeedException.Unavailable(operation, wire.reason(), wire.hint(), wire);
        }
        Throwable telling = telling(error);
        Meaning meaning = meaning(telling);
        String reason = reason(telling);
        return switch (meaning.kind()) {
            case REJECTED -> new FeedException.Rejected(operation, reason, meaning.hint(), error);
            case UNAVAILABLE -> new FeedException.Unavailable(operation, reason, meaning.hint(), error);
            case FENCED ->
                new FeedException.Fenced(
                        operation,
                        "a newer sink under the same --feed-publisher has taken over (" + reason + ")",
                        meaning.hint(),
                        error);
            case CORRUPT -> new FeedException.Corrupt(operation, position, reason, meaning.hint(), error);
        };
    }

    private static Meaning meaning(Throwable telling) {
        return MEANINGS.stream()
                .filter(candidate -> candidate.fits(telling))
                .findFirst()
                .orElseThrow();
    }

    /** The first of the causes that says more than that something failed. */
    private static Throwable telling(Throwable error) {
        Throwable telling = error;
        while (telling.getCause() != null && saysNothing(telling)) {
            telling = telling.getCause();
        }
        return telling;
    }

    private static boolean saysNothing(Throwable error) {
        return error instanceof ExecutionException
                || error instanceof CompletionException
                || (error instanceof KafkaException && !(error instanceof ApiException) && error.getCause() != null);
    }

    private static String reason(Throwable telling) {
        String message = telling.getMessage();
        String kind = telling.getClass().getSimpleName();
        return message == null ? kind : kind + ": " + withoutDot(message.strip());
    }

    private static String withoutDot(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
