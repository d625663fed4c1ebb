package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The product's own processes: two pumps, of which one stands by, and a node. */
final class ProductPipeline implements Pipeline {
    private static final List<String> PUMPS = List.of("pump-a", "pump-b");

    private final PublishedOutbox outbox;
    private final Path node;
    private final List<Service> pumps = new ArrayList<>();
    private final List<Service> all = new ArrayList<>();

    private ProductPipeline(PublishedOutbox outbox, Path node) {
        this.outbox = outbox;
        this.node = node;
    }

    static ProductPipeline start(Product product, String servers, Path dir) throws IOException {
        SqliteFile database = new SqliteFile(dir, "outbox");
        ProductPipeline pipeline = new ProductPipeline(
                PublishedOutbox.create(database, KafkaFeed.empty(servers, "feed")), dir.resolve("node.db"));
        try {
            pipeline.start(product, dir, database);
            return pipeline;
        } catch (IOException failed) {
            pipeline.close();
            throw failed;
        }
    }

    private void start(Product product, Path dir, SqliteFile database) throws IOException {
        for (String pump : PUMPS) {
            pumps.add(served(product.serve(pump, dir, Product.pump(outbox.feed(), database))));
        }
        served(product.serve("node", dir, Product.node(outbox.feed(), node)));
    }

    private Service served(Service service) {
        all.add(service);
        return service;
    }

    @Override
    public PlainTopic topic() {
        return outbox.feed().topic();
    }

    @Override
    public Database database() {
        return outbox.database();
    }

    @Override
    public Backlog.Producer outbox() {
        return outbox;
    }

    @Override
    public Path node() {
        return node;
    }

    @Override
    public List<Daemon> daemons() {
        return all.stream().map(Service::daemon).toList();
    }

    @Override
    public Daemon pump() throws IOException {
        return pumpThatIs("active").orElseThrow(() -> new IllegalStateException("no pump works"));
    }

    @Override
    public Daemon applier() {
        return all.get(all.size() - 1).daemon();
    }

    @Override
    public void awaitWhole() throws IOException, InterruptedException {
        for (Service service : all) {
            service.awaitReady();
        }
        Waiting.until(
                "one pump works, and the other stands by",
                () -> pumpThatIs("active").isPresent() && pumpThatIs("standby").isPresent());
    }

    private Optional<Daemon> pumpThatIs(String state) throws IOException {
        for (Service pump : pumps) {
            if (pump.is(state)) {
                return Optional.of(pump.daemon());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        all.forEach(Service::close);
    }
}
