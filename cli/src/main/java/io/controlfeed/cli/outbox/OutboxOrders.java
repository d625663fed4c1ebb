package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.daemon.Form;
import io.controlfeed.cli.daemon.Order;
import io.controlfeed.publisher.outbox.OutboxDesk;
import io.controlfeed.publisher.outbox.OutboxDesk.Operator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an operator may ask of an outbox over HTTP: the same as controlfeed outbox does, with fields that are called as its flags. */
final class OutboxOrders {
    private static final String EVENT_ID = "event-id";
    private static final String REASON = "reason";

    private OutboxOrders() {}

    static Map<String, Order> of(OutboxFlags outbox) {
        return Map.of(
                "/outbox/retry", (form, operator) -> retry(outbox, form, operator),
                "/outbox/discard", (form, operator) -> discard(outbox, form, operator));
    }

    private static String retry(OutboxFlags outbox, Form form, String operator) throws InterruptedException {
        form.allow(Set.of(EVENT_ID, "all-parked", REASON));
        List<String> events = form.all(EVENT_ID);
        boolean all = form.isTrue("all-parked");
        if (events.isEmpty() != all) {
            throw form.wrong("say which rows: either event-id or all-parked=true");
        }
        Operator by = new Operator(operator, form.one(REASON));
        int retried = outbox.use("outbox retry", database -> {
            OutboxDesk desk = new OutboxDesk(database);
            return all ? desk.retryAllParked(by) : desk.retry(events, by);
        });
        return new JsonObject().put("retried", retried).toString();
    }

    private static String discard(OutboxFlags outbox, Form form, String operator) throws InterruptedException {
        form.allow(Set.of(EVENT_ID, REASON));
        List<String> events = form.all(EVENT_ID);
        if (events.isEmpty()) {
            throw form.wrong("say which rows: event-id");
        }
        Operator by = new Operator(operator, form.one(REASON));
        int discarded = outbox.use("outbox discard", database -> new OutboxDesk(database).discard(events, by));
        return new JsonObject().put("discarded", discarded).toString();
    }
}
