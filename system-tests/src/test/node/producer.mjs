// A producer that knows nothing but docs/formats.md. Changes rows of its own and writes what nodes are to know, in one transaction.
//
//     node producer.mjs URL        of a PostgreSQL database with an outbox
import pg from 'pg';

const database = new pg.Client({ connectionString: process.argv[2] });
await database.connect();

async function transaction(work) {
    await database.query('BEGIN');
    try {
        await work();
        await database.query('COMMIT');
    } catch (failed) {
        await database.query('ROLLBACK');
        throw failed;
    }
}

function emit(event) {
    const columns = Object.keys(event);
    const places = columns.map((_, i) => `$${i + 1}`);
    return database.query(`INSERT INTO control_events_outbox (${columns}) VALUES (${places})`, Object.values(event));
}

await database.query('CREATE TABLE IF NOT EXISTS hostname (name text PRIMARY KEY, tenant text NOT NULL)');

await transaction(async () => {
    await database.query('INSERT INTO hostname VALUES ($1, $2)', ['www.example.com', 'acme']);
    await emit({
        event_id: 'js-all',
        event_type: 'tenant.updated',
        tenant_id: 'acme',
        subject: 'hostname/www.example.com',
        version: 9223372036854775807n,
        base_version: 7,
        artifact_ref: 'https://artifacts.example.com/a?b=c',
        checksum: `sha256:${'0123456789abcdef'.repeat(4)}`,
        artifact_size: 4711,
        artifact_media_type: 'application/json',
        origin: 'eu west/1',
        attributes: JSON.stringify({ note: 'Grüße, 世界 😀', traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' }),
        created_at: '2026-01-31T13:00:00.123456+01:00',
    });
});

await transaction(() => emit({ event_id: 'js-least', event_type: 'policy.changed' }));

await transaction(async () => {
    await emit({ event_id: 'js-never', event_type: 'tenant.updated' });
    throw new Error('undo');
}).catch(undone => {
    if (undone.message !== 'undo') {
        throw undone;
    }
});

await database.end();
