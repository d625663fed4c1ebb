package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.FeedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.jar.JarFile;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of {@link KafkaErrors}, asked with everything that Kafka's own jar declares as an error. */
class KafkaErrorsTest {
    private static final String OPERATION = "append of event 'x' to kafka:feed";

    /** The few that mean something else than "not now, try again". */
    private static final Map<String, String> NOT_UNAVAILABLE = Map.of(
            "RecordTooLargeException", "rejected",
            "RecordBatchTooLargeException", "rejected",
            "SerializationException", "rejected",
            "RecordDeserializationException", "rejected",
            "ProducerFencedException", "fenced",
            "InvalidProducerEpochException", "fenced",
            "InvalidTxnStateException", "fenced",
            "CorruptRecordException", "corrupt");

    @Test
    void everyErrorOfKafka_isFound() {
        assertThat(errors()).hasSizeGreaterThan(140);
        assertThat(errors().stream().map(error -> error.getClass().getSimpleName()))
                .containsAll(NOT_UNAVAILABLE.keySet());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void everyErrorOfKafka_meansOneThingToDo_andSaysWhich(Throwable error) {
        String name = error.getClass().getSimpleName();

        FeedException meant = KafkaErrors.ofAppend(OPERATION, error);

        assertThat(meant.kind()).as(name).isEqualTo(NOT_UNAVAILABLE.getOrDefault(name, "unavailable"));
        assertThat(meant.operation()).isEqualTo(OPERATION);
        assertThat(meant.reason()).contains(name);
        assertThat(meant.hint()).as("hint of %s", name).endsWith(".");
        assertThat(meant).hasCause(error);
        assertThat(KafkaErrors.isFenced(error)).isEqualTo(meant instanceof FeedException.Fenced);
        assertThat(KafkaErrors.isForOneRecord(error)).isEqualTo(meant instanceof FeedException.Rejected);
    }

    @ParameterizedTest
    @CsvSource({
        "RecordTooLargeException, max.message.bytes",
        "RecordBatchTooLargeException, segment.bytes",
        "ProducerFencedException, Stop this one",
        "CorruptRecordException, broker's own log",
        "UnknownTopicOrPartitionException, controlfeed feed create",
        "UnknownTopicIdException, controlfeed feed create",
        "InvalidTopicException, --feed-name",
        "SaslAuthenticationException, sasl.jaas.config",
        "UnsupportedSaslMechanismException, sasl.mechanism",
        "IllegalSaslStateException, security.protocol",
        "SslAuthenticationException, ssl.truststore.location",
        "AuthenticationException, --kafka-property",
        "TopicAuthorizationException, the topic needs READ",
        "GroupAuthorizationException, the group needs READ",
        "TransactionalIdAuthorizationException, the transactional id needs WRITE",
        "ClusterAuthorizationException, Grant",
        "DelegationTokenExpiredException, token",
        "SecurityDisabledException, authorizer",
        "NotEnoughReplicasException, min.insync.replicas",
        "NotEnoughReplicasAfterAppendException, min.insync.replicas",
        "InvalidReplicationFactorException, --kafka-replication-factor",
        "KafkaStorageException, disk",
        "LogDirNotFoundException, disk",
        "ThrottlingQuotaExceededException, quota",
        "PolicyViolationException, policy",
        "InvalidTxnTimeoutException, transaction.max.timeout.ms",
        "InvalidTimestampException, clock",
        "UnsupportedVersionException, 3.1 or newer",
        "UnsupportedCompressionTypeException, compression.type",
        "InvalidGroupIdException, --feed-node",
        "GroupMaxSizeReachedException, group.max.size",
        "FencedInstanceIdException, group.instance.id",
        "UnknownServerException, broker's own log",
        "NotCoordinatorException, passes by itself",
        "CoordinatorNotAvailableException, passes by itself",
        "CoordinatorLoadInProgressException, passes by itself",
        "NotLeaderOrFollowerException, passes by itself",
        "LeaderNotAvailableException, passes by itself",
        "NotControllerException, passes by itself",
        "ConcurrentTransactionsException, ended the transaction",
        "TransactionAbortableException, ended the transaction",
        "TransactionAbortedException, ended the transaction",
        "OutOfOrderSequenceException, ended the transaction",
        "InvalidPidMappingException, ended the transaction",
        "InvalidTxnStateException, Stop this one",
        "TimeoutException, --kafka-bootstrap-servers",
        "DisconnectException, --kafka-bootstrap-servers",
        "NetworkException, --kafka-bootstrap-servers"
    })
    void errorsThatAPersonCanMend_nameWhatToMend(String name, String inTheHint) {
        assertThat(KafkaErrors.ofAppend(OPERATION, errorNamed(name)).hint()).contains(inTheHint);
    }

    @Test
    void errorsOutsideOfTheErrorsPackage_haveTheirPlaceToo() {
        assertThat(KafkaErrors.ofAppend(OPERATION, new InvalidRecordException("bad")))
                .isInstanceOf(FeedException.Rejected.class);
        assertThat(KafkaErrors.opening("kafka:feed", new ConfigException("no such file"))
                        .hint())
                .contains("--kafka-property");
        assertThat(KafkaErrors.ofReading("poll", 7, new IllegalStateException("?")))
                .isInstanceOf(FeedException.Unavailable.class);
    }

    @Test
    void wrappers_areLookedThrough_andStayAsTheCause() {
        Throwable wrapped = new ExecutionException(
                new CompletionException(new KafkaException("it failed", new RecordTooLargeException("9 > 8."))));

        FeedException meant = KafkaErrors.ofAppend(OPERATION, wrapped);

        assertThat(meant).isInstanceOf(FeedException.Rejected.class).hasCause(wrapped);
        assertThat(meant.reason()).isEqualTo("RecordTooLargeException: 9 > 8");
        assertThat(KafkaErrors.isFenced(new KafkaException(new ProducerFencedException("epoch"))))
                .isTrue();
    }

    @Test
    void anErrorOfOurs_staysAsItIs() {
        FeedException ours = new FeedException.Gap("poll", 3, 9, 12);

        assertThat(KafkaErrors.ofReading("another", 0, ours)).isSameAs(ours);
    }

    @Test
    void whatBefellABatch_namesEachOfItsEvents() {
        FeedException away = new FeedException.Unavailable("append of 3 events", "no answer", "Wait.", null);
        FeedException changed = new FeedException.EpochChanged("append of 3 events", "old", "new");

        assertThat(KafkaErrors.ofAppend(OPERATION, away))
                .isInstanceOf(FeedException.Unavailable.class)
                .hasMessage(OPERATION + ": no answer. Wait.");
        assertThat(KafkaErrors.ofAppend(OPERATION, changed))
                .isInstanceOf(FeedException.EpochChanged.class)
                .hasMessageStartingWith(OPERATION);
    }

    @Test
    void inDoubt_isIndeterminateWhateverTheCause() {
        FeedException doubt = KafkaErrors.inDoubt(OPERATION, new NotEnoughReplicasException("2 of 3"));

        assertThat(doubt.kind()).isEqualTo("indeterminate");
        assertThat(doubt.reason()).contains("NotEnoughReplicasException: 2 of 3");
    }

    @Test
    void corrupt_saysWhere() {
        assertThat(KafkaErrors.ofReading("poll", 7, errorNamed("CorruptRecordException")))
                .isInstanceOfSatisfying(
                        FeedException.Corrupt.class,
                        corrupt -> assertThat(corrupt.position()).isEqualTo(7));
    }

    @Test
    void unknownTopic_isSeenThroughOurOwnError() {
        Throwable unknown = new ExecutionException(errorNamed("UnknownTopicOrPartitionException"));

        assertThat(KafkaErrors.isUnknownTopic(KafkaErrors.opening("kafka:feed", unknown)))
                .isTrue();
        assertThat(KafkaErrors.isUnknownTopic(KafkaErrors.opening("kafka:feed", new TimeoutException("late"))))
                .isFalse();
    }

    private static Throwable errorNamed(String name) {
        return errors().stream()
                .filter(error -> error.getClass().getSimpleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Kafka has no error " + name));
    }

    /** One of each class that the package of Kafka's errors holds. */
    static List<Throwable> errors() {
        String errorsPackage = ApiException.class.getPackageName().replace('.', '/') + "/";
        try (JarFile jar = new JarFile(Path.of(ApiException.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(errorsPackage) && name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .map(KafkaErrorsTest::loaded)
                    .filter(type -> Throwable.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                    .map(KafkaErrorsTest::instanceOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Throwable instanceOf(Class<?> type) {
        Constructor<?> simplest = Arrays.stream(type.getDeclaredConstructors())
                .min(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow();
        simplest.setAccessible(true);
        try {
            return (Throwable) simplest.newInstance(Arrays.stream(simplest.getParameterTypes())
                    .map(KafkaErrorsTest::anyValue)
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make a " + type, e);
        }
    }

    private static @Nullable Object anyValue(Class<?> type) {
        if (type == int.class) {
            return 0;
        } else if (type == long.class) {
            return 0L;
        } else if (type == String.class) {
            return "message";
        } else {
            return type == TimestampType.class ? TimestampType.CREATE_TIME : null;
        }
    }
}
