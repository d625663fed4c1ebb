package io.controlfeed.feed.kafka;

import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.kafka.wire.WireException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ConcurrentTransactionsException;
import org.apache.kafka.common.errors.CoordinatorLoadInProgressException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DelegationTokenDisabledException;
import org.apache.kafka.common.errors.DelegationTokenExpiredException;
import org.apache.kafka.common.errors.DelegationTokenNotFoundException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.FencedLeaderEpochException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.LogDirNotFoundException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.NotCoordinatorException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnacceptableCredentialException;
import org.apache.kafka.common.errors.UnknownLeaderEpochException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedByAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedCompressionTypeException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What everything that a Kafka client can throw means for the caller, and what a person can do about it. */
final class KafkaErrors {
    private static final String AGAIN = " Append it again with the same event id: nothing is lost.";

    /** The first that fits counts. */
    private static final List<Meaning> MEANINGS = List.of(
            rejected("Make the event smaller, or raise the topic's max.message.bytes.", RecordTooLargeException.class),
            rejected("Make the event smaller, or raise the topic's segment.bytes.", RecordBatchTooLargeException.class),
            rejected("Mend what made the event.", SerializationException.class),
            rejected("Look at the topic's settings for what it refuses.", InvalidRecordException.class),
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
            unavailable(
                    "Create it with controlfeed feed create, or correct --feed-name.",
                    UnknownTopicOrPartitionException.class,
                    UnknownTopicIdException.class,
                    InvalidTopicException.class),
            unavailable(
                    "Check user name and password in the sasl.jaas.config that is given by --kafka-property, and"
                            + " sasl.mechanism.",
                    SaslAuthenticationException.class),
            unavailable(
                    "Give one of the mechanisms that it names: --kafka-property sasl.mechanism=….",
                    UnsupportedSaslMechanismException.class),
            unavailable(
                    "Check --kafka-property security.protocol=…: it must be what this port of the broker speaks.",
                    IllegalSaslStateException.class),
            unavailable(
                    "Check that the truststore that is given by --kafka-property ssl.truststore.location=… holds the"
                            + " certificate of the brokers' authority, and that their certificates are valid for the"
                            + " names in --kafka-bootstrap-servers.",
                    SslAuthenticationException.class),
            unavailable(
                    "Check the credentials and certificates that are given by --kafka-property.",
                    AuthenticationException.class,
                    UnsupportedByAuthenticationException.class,
                    UnacceptableCredentialException.class),
            unavailable(
                    "Renew the delegation token that is given by --kafka-property.",
                    DelegationTokenExpiredException.class,
                    DelegationTokenNotFoundException.class,
                    DelegationTokenDisabledException.class),
            unavailable(
                    "Grant it to this principal: the topic needs READ and DESCRIBE, for a sink WRITE too, for feed create"
                            + " CREATE.",
                    TopicAuthorizationException.class),
            unavailable(
                    "Grant it to this principal: the group needs READ; it is named by --feed-node.",
                    GroupAuthorizationException.class),
            unavailable(
                    "Grant it to this principal: the transactional id needs WRITE and DESCRIBE; it is"
                            + " PUBLISHER.TOPIC.LANE.",
                    TransactionalIdAuthorizationException.class),
            unavailable("Grant to this principal what the message names.", AuthorizationException.class),
            unavailable(
                    "Have the brokers run with an authorizer, or without one knowingly.",
                    SecurityDisabledException.class),
            unavailable(
                    "Bring back the brokers that hold the topic's replicas, or lower its min.insync.replicas knowingly.",
                    NotEnoughReplicasException.class,
                    NotEnoughReplicasAfterAppendException.class),
            unavailable(
                    "Run more brokers, or give a smaller --kafka-replication-factor knowingly.",
                    InvalidReplicationFactorException.class),
            unavailable(
                    "A disk of the broker failed or is full: read the broker's own log.",
                    KafkaStorageException.class,
                    LogDirNotFoundException.class),
            unavailable(
                    "A quota of the brokers holds this client back: raise it, or ask for less.",
                    ThrottlingQuotaExceededException.class),
            unavailable("The brokers' own policy forbids it: ask who runs them.", PolicyViolationException.class),
            unavailable(
                    "Give a smaller --kafka-property transaction.timeout.ms=…, or raise the brokers'"
                            + " transaction.max.timeout.ms.",
                    InvalidTxnTimeoutException.class),
            unavailable("Set this machine's clock, or the broker's.", InvalidTimestampException.class),
            unavailable("Give another --kafka-property compression.type=….", UnsupportedCompressionTypeException.class),
            unavailable(
                    "The brokers are too old: run Kafka 3.1 or newer.",
                    UnsupportedVersionException.class,
                    UnsupportedForMessageFormatException.class),
            unavailable("Give another --feed-node.", InvalidGroupIdException.class),
            unavailable(
                    "Start fewer workers, or raise the brokers' group.max.size.", GroupMaxSizeReachedException.class),
            unavailable(
                    "Give each worker another --kafka-property group.instance.id=…, or none.",
                    FencedInstanceIdException.class,
                    UnreleasedInstanceIdException.class),
            unavailable("Read the broker's own log.", UnknownServerException.class),
            unavailable(
                    "Check --kafka-bootstrap-servers, what is given by --kafka-property, and the files and passwords that"
                            + " it names.",
                    ConfigException.class,
                    IOException.class,
                    GeneralSecurityException.class),
            unavailable(
                    "Kafka ended the transaction.",
                    ConcurrentTransactionsException.class,
                    TransactionAbortableException.class,
                    TransactionAbortedException.class,
                    OutOfOrderSequenceException.class,
                    InvalidPidMappingException.class),
            unavailable(
                    "One broker takes over from another, which passes by itself.",
                    NotCoordinatorException.class,
                    CoordinatorNotAvailableException.class,
                    CoordinatorLoadInProgressException.class,
                    NotLeaderOrFollowerException.class,
                    LeaderNotAvailableException.class,
                    FencedLeaderEpochException.class,
                    UnknownLeaderEpochException.class,
                    NotControllerException.class),
            unavailable(
                    "See that the brokers run and can be reached at --kafka-bootstrap-servers, with the security.protocol that"
                            + " they speak there.",
                    Throwable.class));

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

    @SafeVarargs
    @SuppressWarnings("varargs") // the array goes no further than List.of
    private static Meaning rejected(String hint, Class<? extends Throwable>... thrown) {
        return new Meaning(Kind.REJECTED, hint, List.of(thrown));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array goes no further than List.of
    private static Meaning unavailable(String hint, Class<? extends Throwable>... thrown) {
        return new Meaning(Kind.UNAVAILABLE, hint, List.of(thrown));
    }

    /** An append that is certainly not stored. */
    static FeedException ofAppend(String operation, Throwable error) {
        return error instanceof FeedException known ? named(operation, known) : of(operation, 0, error, AGAIN);
    }

    /** What befell a whole batch is told of each of its events. */
    private static FeedException named(String operation, FeedException known) {
        if (known instanceof FeedException.Unavailable away) {
            return new FeedException.Unavailable(operation, away.reason(), away.hint(), away);
        }
        if (known instanceof FeedException.EpochChanged changed) {
            return new FeedException.EpochChanged(operation, changed.expected(), changed.actual());
        }
        return known;
    }

    /** A poll, a look-up, an opening: nothing was to be stored. */
    static FeedException ofReading(String operation, long position, Throwable error) {
        return of(operation, position, error, "");
    }

    static FeedException opening(String feed, Throwable error) {
        return of("opening of " + feed, 0, error, "");
    }

    static FeedException.Indeterminate inDoubt(String operation, Throwable error) {
        return new FeedException.Indeterminate(
                operation,
                "whether its transaction was committed cannot be told for now: " + reason(error),
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

    static boolean isUnknownTopicId(FeedException error) {
        return error.getCause() != null && telling(error.getCause()) instanceof UnknownTopicIdException;
    }

    private static FeedException of(String operation, long position, Throwable error, String andThen) {
        if (error instanceof FeedException known) {
            return known;
        }
        if (error instanceof WireException wire) {
            return new FeedException.Unavailable(operation, wire.reason(), wire.hint(), wire);
        }
        Throwable telling = telling(error);
        Meaning meaning = meaning(telling);
        String reason = reason(error);
        return switch (meaning.kind()) {
            case REJECTED -> new FeedException.Rejected(operation, reason, meaning.hint(), error);
            case UNAVAILABLE -> new FeedException.Unavailable(operation, reason, meaning.hint() + andThen, error);
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

    /** Java's own errors do not name the file that Kafka was reading; Kafka's error around them does. */
    private static String reason(Throwable error) {
        Throwable telling = error;
        String around = "";
        while (telling.getCause() != null && saysNothing(telling)) {
            around = telling instanceof KafkaException ? telling.getMessage() + ": " : around;
            telling = telling.getCause();
        }
        String message = telling.getMessage();
        String kind = telling.getClass().getSimpleName();
        String reason = message == null ? kind : kind + ": " + withoutDot(message.strip());
        return telling instanceof KafkaException ? reason : around + reason;
    }

    private static String withoutDot(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
