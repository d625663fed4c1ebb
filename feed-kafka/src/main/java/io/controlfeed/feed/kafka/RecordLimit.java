package io.controlfeed.feed.kafka;

import io.controlfeed.feed.FeedException;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecord;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a record may be. Kafka does not say which record of a transaction was too large, so what certainly is one is never
 * sent. How large a compressed one will be is known to nobody before: there the topic's limit is left to the broker.
 */
final class RecordLimit {
    private static final Logger LOG = LoggerFactory.getLogger(RecordLimit.class);
    private static final long UNKNOWN = Long.MAX_VALUE;
    /** More than Kafka adds to a batch and its record, or to a header. */
    private static final int OVERHEAD = 128;
    /** The most bytes of a char. */
    private static final int UTF8 = 3;

    private final TopicLane lane;
    private final boolean isCompressed;
    private final long largestRequest;
    private final long buffer;
    private long topicsLimit = UNKNOWN;

    /** @param properties what the producer is given */
    RecordLimit(TopicLane lane, Map<String, String> properties) {
        this.lane = lane;
        this.isCompressed =
                !CompressionType.NONE.name.equals(property(properties, ProducerConfig.COMPRESSION_TYPE_CONFIG));
        this.largestRequest = Long.parseLong(property(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
        this.buffer = Long.parseLong(property(properties, ProducerConfig.BUFFER_MEMORY_CONFIG));
    }

    private static String property(Map<String, String> properties, String key) {
        String given = properties.get(key);
        return given == null
                ? String.valueOf(ProducerConfig.configDef().defaultValues().get(key))
                : given.strip();
    }

    /**
     * Asks the topic for its limit, which can change at any time. Where it cannot be had the broker decides.
     *
     * @return whether it is lower than it was
     */
    boolean ask(String operation) {
        long before = topicsLimit;
        try {
            topicsLimit = isCompressed ? UNKNOWN : lane.number(operation, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        } catch (FeedException untold) {
            topicsLimit = UNKNOWN;
            LOG.info("{}: an event that is too large has to be searched for: {}", operation, untold.getMessage());
        }
        return topicsLimit < before;
    }

    /** False if a record would certainly be refused. */
    boolean fits(ProducerRecord<byte[], byte[]> record) {
        if (atMost(record) <= Math.min(topicsLimit, Math.min(largestRequest, buffer))) {
            return true;
        }
        long estimated = estimated(record);
        return estimated <= largestRequest
                && estimated <= buffer
                && (estimated <= topicsLimit || stored(record) <= topicsLimit);
    }

    /** More than any of the exact sizes, which take as long as writing the record. */
    private static long atMost(ProducerRecord<byte[], byte[]> record) {
        long size = (long) OVERHEAD + record.key().length + record.value().length;
        for (Header header : record.headers()) {
            byte[] value = header.value();
            size += (long) OVERHEAD + (long) UTF8 * header.key().length() + (value == null ? 0 : value.length);
        }
        return size;
    }

    /** What the producer itself goes by, compressed or not: a little more than it will be. */
    private static long estimated(ProducerRecord<byte[], byte[]> record) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                record.key(),
                record.value(),
                record.headers().toArray());
    }

    /** What the broker goes by, if nothing else is stored with it. */
    private static int stored(ProducerRecord<byte[], byte[]> record) {
        return DefaultRecordBatch.RECORD_BATCH_OVERHEAD
                + DefaultRecord.sizeInBytes(
                        0,
                        0,
                        record.key().length,
                        record.value().length,
                        record.headers().toArray());
    }

    /** Why a record does not fit. */
    FeedException.Rejected refusal(String operation, ProducerRecord<byte[], byte[]> record) {
        int stored = stored(record);
        if (stored > topicsLimit) {
            String mend = "raise the topic's " + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + ".";
            return tooLarge(operation, stored, topicsLimit, mend);
        }
        long estimated = estimated(record);
        return estimated > largestRequest
                ? tooLarge(operation, estimated, largestRequest, raise(ProducerConfig.MAX_REQUEST_SIZE_CONFIG))
                : tooLarge(operation, estimated, buffer, raise(ProducerConfig.BUFFER_MEMORY_CONFIG));
    }

    private static String raise(String property) {
        return "give a larger --kafka-property " + property + "=….";
    }

    private static FeedException.Rejected tooLarge(String operation, long size, long limit, String mend) {
        String reason = "its record takes " + size + " bytes, and " + limit + " are the most";
        return new FeedException.Rejected(operation, reason, "Make the event smaller, or " + mend, null);
    }
}
