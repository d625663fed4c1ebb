package io.controlfeed.cli.daemon;

import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the HTTP port of a daemon says and does. */
final class DaemonPages implements HttpPort.Pages {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonPages.class);

    private static final List<String> READING = List.of("GET", "HEAD");
    private static final List<String> CHANGING = List.of("POST");

    private final List<Work> works;
    private final Numbers numbers;
    private final HttpToken token;
    private final BooleanSupplier isEnding;
    private final Instant startedAt = Instant.now();
    private final Map<String, Page> pages;
    private final Map<String, Order> orders = new HashMap<>();

    private interface Page {
        Answer show() throws InterruptedException;
    }

    DaemonPages(List<Work> works, Numbers numbers, HttpToken token, BooleanSupplier isEnding) {
        this.works = List.copyOf(works);
        this.numbers = numbers;
        this.token = token;
        this.isEnding = isEnding;
        this.pages = Map.of(
                "/health/live", this::live,
                "/health/ready", this::ready,
                "/metrics", this::metrics,
                "/status", this::status);
        works.forEach(work -> orders.putAll(work.orders()));
    }

    @Override
    public Answer of(HttpPort.Request request) throws InterruptedException {
        Page page = pages.get(request.path());
        Order order = orders.get(request.path());
        try {
            if (page != null) {
                return READING.contains(request.method()) ? page.show() : refuseMethod(request, READING);
            }
            if (order != null) {
                return CHANGING.contains(request.method()) ? carryOut(order, request) : refuseMethod(request, CHANGING);
            }
        } catch (Failure failure) {
            return Answer.of(failure);
        }
        TreeSet<String> all = new TreeSet<>(pages.keySet());
        all.addAll(orders.keySet());
        return Answer.refusal(404, "there is no " + request.path(), "There is " + String.join(", ", all) + ".");
    }

    private static Answer refuseMethod(HttpPort.Request request, List<String> allowed) {
        String methods = String.join(", ", allowed);
        return Answer.refusal(405, request.path() + " is no place for " + request.method(), "Use " + methods + ".")
                .with("Allow", methods);
    }

    private Answer carryOut(Order order, HttpPort.Request request) throws InterruptedException {
        Optional<Answer> refusal = token.refusal(request.authorization());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String operator = "http " + request.client();
        String done = order.carryOut(Form.parse(request.path(), request.body()), operator);
        LOG.info("{} by {}: {}", request.path(), operator, done);
        return Answer.json(200, done);
    }

    private Answer live() {
        return Answer.json(200, new JsonObject().put("live", true).toString());
    }

    private Answer ready() {
        boolean isReady = isReady();
        return Answer.json(isReady ? 200 : 503, health(isReady));
    }

    private boolean isReady() {
        return !isEnding.getAsBoolean()
                && works.stream().allMatch(work -> work.health().isReady());
    }

    private String health(boolean isReady) {
        JsonObject json = new JsonObject().put("ready", isReady).put("ending", isEnding.getAsBoolean());
        works.forEach(work -> json.putJson(work.name(), work.health().json()));
        return json.toString();
    }

    private Answer metrics() {
        return Answer.text(Numbers.TYPE, numbers.text());
    }

    private Answer status() throws InterruptedException {
        JsonObject json = new JsonObject().put("started_at", startedAt);
        for (Work work : works) {
            work.describe(json);
        }
        return Answer.json(200, json.putJson("live", health(isReady())).toString());
    }
}
