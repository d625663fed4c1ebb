package io.controlfeed.cli.node;

import io.controlfeed.applier.node.Operator;
import io.controlfeed.applier.node.ParkedDesk;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.daemon.Form;
import io.controlfeed.cli.daemon.Order;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an operator may ask of a node over HTTP: the same as controlfeed parked does, with fields that are called as its flags. */
final class ParkedOrders {
    private static final String EVENT_ID = "event-id";
    private static final String REASON = "reason";

    private ParkedOrders() {}

    static Map<String, Order> of(NodeFlags node) {
        return Map.of(
                "/parked/retry", (form, operator) -> retry(node, form, operator),
                "/parked/discard", (form, operator) -> discard(node, form, operator));
    }

    private static String retry(NodeFlags node, Form form, String operator) throws InterruptedException {
        form.allow(Set.of(EVENT_ID, "all-failed", "kind", REASON));
        List<String> events = form.all(EVENT_ID);
        String kind = form.one("kind");
        boolean many = form.isTrue("all-failed") || kind != null;
        if (events.isEmpty() != many) {
            throw form.wrong("say which events: either event-id, or all-failed=true or kind");
        }
        Operator by = new Operator(operator, form.one(REASON));
        int retried = node.use("parked retry", database -> {
            ParkedDesk desk = new ParkedDesk(database);
            return many ? desk.retryAll(kind, by) : desk.retry(events, by);
        });
        return new JsonObject().put("retried", retried).toString();
    }

    private static String discard(NodeFlags node, Form form, String operator) throws InterruptedException {
        form.allow(Set.of(EVENT_ID, REASON));
        List<String> events = form.all(EVENT_ID);
        if (events.isEmpty()) {
            throw form.wrong("say which events: event-id");
        }
        Operator by = new Operator(operator, form.one(REASON));
        int discarded = node.use("parked discard", database -> new ParkedDesk(database).discard(events, by));
        return new JsonObject().put("discarded", discarded).toString();
    }
}
