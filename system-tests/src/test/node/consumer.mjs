// A consumer that knows nothing but docs/formats.md. Reads the first records of a topic, and prints each as one line of JSON.
//
//     node consumer.mjs BROKERS TOPIC COUNT
import avro from 'avsc';
import kafkajs from 'kafkajs';

const { Kafka, logLevel } = kafkajs;
const [brokers, topic, count] = process.argv.slice(2);

// A long has 64 bits, and a number of this language 53.
const long = avro.types.LongType.__with({
    fromBuffer: buffer => buffer.readBigInt64LE(),
    toBuffer: value => {
        const buffer = Buffer.alloc(8);
        buffer.writeBigInt64LE(value);
        return buffer;
    },
    fromJSON: BigInt,
    toJSON: String,
    isValid: value => typeof value === 'bigint',
    compare: (one, other) => (one < other ? -1 : one > other ? 1 : 0),
});

const optional = type => ({ type: ['null', type], default: null });
const schema = avro.Type.forSchema(
    {
        type: 'record',
        name: 'ControlEvent',
        fields: [
            { name: 'event_id', type: 'string' },
            { name: 'type', type: 'string' },
            { name: 'tenant_id', ...optional('string') },
            { name: 'subject', type: 'string' },
            { name: 'version', ...optional('long') },
            { name: 'base_version', ...optional('long') },
            {
                name: 'artifact',
                ...optional({
                    type: 'record',
                    name: 'ArtifactRef',
                    fields: [
                        { name: 'digest', type: 'string' },
                        { name: 'size', ...optional('long') },
                        { name: 'media_type', ...optional('string') },
                        { name: 'location', ...optional('string') },
                    ],
                }),
            },
            { name: 'created_at', type: 'long' },
            { name: 'origin', ...optional('string') },
            { name: 'attributes', type: { type: 'map', values: 'string' } },
        ],
    },
    { registry: { long }, wrapUnions: false },
);

const SINGLE_OBJECT = Buffer.from('c301b3564da4e7f75db8', 'hex');

/** What follows the prefix, in the schema's binary encoding; all of it, and nothing behind it. */
function body(value) {
    if (value.subarray(0, SINGLE_OBJECT.length).equals(SINGLE_OBJECT)) {
        return value.subarray(SINGLE_OBJECT.length);
    }
    if (value[0] === 0) {
        return value.subarray(5);
    }
    throw new Error(`neither prefix, or another schema: ${value.subarray(0, 10).toString('hex')}`);
}

/** Microseconds since 1970 as RFC 3339. */
function time(micros) {
    const inMilli = ((micros % 1000n) + 1000n) % 1000n;
    const text = new Date(Number((micros - inMilli) / 1000n)).toISOString();
    return text.replace('Z', `${String(inMilli).padStart(3, '0')}Z`);
}

function event(message) {
    const read = schema.fromBuffer(body(message.value));
    const { artifact } = read;
    return {
        event_id: read.event_id,
        control_version: BigInt(message.offset) + 1n,
        type: read.type,
        tenant_id: read.tenant_id,
        subject: read.subject,
        version: read.version,
        base_version: read.base_version,
        artifact_ref: artifact?.location,
        checksum: artifact?.digest,
        artifact_size: artifact?.size,
        artifact_media_type: artifact?.media_type,
        created_at: time(read.created_at),
        origin: read.origin,
        attributes: read.attributes,
    };
}

/** JSON with whole numbers of any size, and nothing that is absent. */
function json(value) {
    if (typeof value === 'bigint') {
        return String(value);
    }
    if (value === null || typeof value !== 'object') {
        return JSON.stringify(value);
    }
    const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${json(member)}`).join(',')}}`;
}

function texts(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.toString('utf8')]));
}

const kafka = new Kafka({ clientId: 'another-language', brokers: brokers.split(','), logLevel: logLevel.ERROR });

const consumer = kafka.consumer({ groupId: `another-language-${process.pid}`, readUncommitted: false });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });

let left = Number(count);
await new Promise((done, failed) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
        // It joins again by itself when the broker was not ready for its group. Later it would read from the beginning once more.
        if (!payload.restart || left < Number(count)) {
            failed(payload.error);
        }
    });
    consumer
        .run({
            autoCommit: false,
            eachMessage: async ({ partition, message }) => {
                if (left > 0) {
                    const record = { partition, key: message.key.toString('utf8'), headers: texts(message.headers), event: event(message) };
                    process.stdout.write(`${json(record)}\n`);
                    left -= 1;
                }
                if (left === 0) {
                    done();
                }
            },
        })
        .catch(failed);
});
await consumer.disconnect();
