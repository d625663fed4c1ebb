package io.controlfeed.bench;

import java.util.List;

/** The peers that work on a database: on SQLite there are none. */
record Peers(List<Peer> list) implements AutoCloseable {

    /** @param purpose what they are for: each has a database and a topic named after it */
    static Peers of(Database database, String servers, String purpose) {
        if (database instanceof PostgresqlServer server) {
            return new Peers(List.of(
                    new TransactionOutboxPeer(
                            server.empty(purpose + "_transaction_outbox"),
                            PlainTopic.create(servers, purpose + "-transaction-outbox")),
                    new DebeziumPeer(
                            server.empty(purpose + "_debezium"), PlainTopic.create(servers, purpose + "-debezium"))));
        }
        return new Peers(List.of());
    }

    @Override
    public void close() {
        list.forEach(Peer::close);
    }
}
