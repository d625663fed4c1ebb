package io.controlfeed.feed.kafka.wire;

import io.controlfeed.feed.ControlEvent;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;

/** Reads bodies that were written with one schema. */
interface BodyReader {
    ControlEvent read(BoundedDecoder in, long controlVersion) throws IOException;

    /** Straight for the current schema; for all others by Avro's rules of schema resolution. */
    static BodyReader of(Schema writer) {
        if (writer.equals(EventSchema.CURRENT)) {
            return EventBody::read;
        }
        var resolving = new GenericDatumReader<IndexedRecord>(writer, EventSchema.CURRENT);
        return (in, controlVersion) -> {
            IndexedRecord record = resolving.read(null, in);
            return EventRecords.event(record, controlVersion);
        };
    }
}
