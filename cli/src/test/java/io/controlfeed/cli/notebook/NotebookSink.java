package io.controlfeed.cli.notebook;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes into the notebook. An event whose subject is {@code trouble} runs into it; any other only if all do. */
final class NotebookSink implements Sink, EventLookup {
    private final Pages pages;
    private final Trouble trouble;
    private final Map<String, String> notes;
    private final Map<String, Long> held;
    private long last;

    NotebookSink(Pages pages, Trouble trouble, Map<String, String> notes) {
        this.pages = pages;
        this.trouble = trouble;
        this.notes = notes;
        List<ControlEvent> written = pages.read();
        this.held = written.stream()
                .collect(Collectors.toMap(
                        ControlEvent::eventId, ControlEvent::controlVersion, (first, second) -> first));
        this.last = written.size();
    }

    @Override
    public String name() {
        return "notebook";
    }

    @Override
    public List<AppendOutcome> append(List<ControlEvent> events) {
        Sink.check(events);
        return events.stream().map(this::outcome).toList();
    }

    private AppendOutcome outcome(ControlEvent event) {
        FeedException error = trouble.of("append of event '" + event.eventId() + "' to notebook");
        if (error != null && event.subject().startsWith("trouble")) {
            return new AppendOutcome.Failed(event, error);
        }
        Long version = trouble.forgetsIds() ? null : held.get(event.eventId());
        return version == null
                ? new AppendOutcome.Appended(write(event))
                : new AppendOutcome.Duplicate(event.stamped(version));
    }

    @Override
    public Map<String, Long> versionsOf(Collection<String> eventIds, long after) {
        if (trouble.isCrumbling() || (trouble.isTorn() && after < 1)) {
            throw new FeedException.Gap("lookup in notebook", after, after + 2, after + 2);
        }
        return held.entrySet().stream()
                .filter(entry -> eventIds.contains(entry.getKey()) && entry.getValue() > after)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Map<String, Long> idsAfter(long after) {
        Map<String, Long> ids = new LinkedHashMap<>();
        versionsOf(held.keySet(), after).entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(MAX_IDS)
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue()));
        return ids;
    }

    private ControlEvent write(ControlEvent event) {
        ControlEvent stamped = noted(event).stamped(++last);
        pages.write(stamped);
        held.putIfAbsent(stamped.eventId(), last);
        return stamped;
    }

    private ControlEvent noted(ControlEvent event) {
        return notes.isEmpty()
                ? event
                : ControlEvent.builder(event.eventId(), event.type(), event.subject())
                        .attributes(notes)
                        .build();
    }

    @Override
    public void close() {}
}
