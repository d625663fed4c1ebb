package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which ids a stretch of the feed holds (rules L): for a backend with the ability LOOKUP. */
public abstract class LookupContract extends FeedContract {
    @Test
    void L1_lookup_findsExactlyWhatIsHeldAboveAVersion() {
        Sink sink = openSink();
        List<ControlEvent> all = appendAll(sink, events("a", 30));
        EventLookup lookup = (EventLookup) sink;
        List<String> asked = List.of("a-9", "a-10", "a-29", "a-11", "missing", "a-0");

        assertThat(lookup.versionsOf(asked, all.get(9).controlVersion()))
                .isEqualTo(versions(List.of(all.get(10), all.get(11), all.get(29))));
        assertThat(lookup.versionsOf(asked, 0))
                .isEqualTo(versions(List.of(all.get(0), all.get(9), all.get(10), all.get(11), all.get(29))));
        assertThat(lookup.versionsOf(asked, lastVersion(all))).isEmpty();
        assertThat(lookup.versionsOf(List.of(), 0)).isEmpty();
    }

    @Test
    void L1_lookup_seesWhatOthersAppended() {
        Sink sink = openSinkOf("asking");
        Map<String, Long> versions = new HashMap<>();
        try (Sink gone = feed().openSink(feed().settingsOfPublisher("gone"))) {
            versions.put("a", gone.append(event("a")).controlVersion());
        }
        versions.put("b", openSinkOf("other").append(event("b")).controlVersion());

        assertThat(((EventLookup) sink).versionsOf(List.of("a", "b", "c"), 0)).isEqualTo(versions);
    }

    @Test
    void L1_idsAfterAVersion_areTheFirstThatFollowIt() {
        Sink sink = openSinkOf("asking");
        List<ControlEvent> all = new ArrayList<>(appendAll(sink, events("a", 30)));
        all.addAll(appendAll(openSinkOf("other"), events("b", 30)));
        EventLookup lookup = (EventLookup) sink;

        assertThat(idsAfter(lookup, 0)).containsExactlyElementsOf(versions(all).entrySet());
        assertThat(idsAfter(lookup, all.get(19).controlVersion()))
                .containsExactlyElementsOf(versions(all.subList(20, 60)).entrySet());
        assertThat(lookup.idsAfter(lastVersion(all))).isEmpty();
    }

    @Test
    void L2_idsAfterWhatWasRemoved_orBeyondTheEnd_areAGap() {
        Sink sink = openSink();
        List<ControlEvent> all = appendAll(sink, events("a", 10));
        feed().removeUpTo(all.get(4).controlVersion());
        EventLookup lookup = (EventLookup) sink;

        assertThatThrownBy(() -> lookup.idsAfter(all.get(2).controlVersion())).isInstanceOf(FeedException.Gap.class);
        assertThatThrownBy(() -> lookup.idsAfter(lastVersion(all) + 1_000)).isInstanceOf(FeedException.Gap.class);
        assertThat(lookup.idsAfter(all.get(4).controlVersion())).isEqualTo(versions(all.subList(5, 10)));
    }

    @Test
    void L2_lookupOverARemovedPart_isAGap() {
        Sink sink = openSink();
        List<ControlEvent> all = appendAll(sink, events("a", 10));
        feed().removeUpTo(all.get(4).controlVersion());
        EventLookup lookup = (EventLookup) sink;

        assertThatThrownBy(() ->
                        lookup.versionsOf(List.of("a-1", "a-8"), all.get(2).controlVersion()))
                .isInstanceOfSatisfying(
                        FeedException.Gap.class,
                        gap -> assertThat(gap.earliest())
                                .isGreaterThan(all.get(4).controlVersion())
                                .isLessThanOrEqualTo(all.get(5).controlVersion()));
        assertThat(lookup.versionsOf(List.of("a-1", "a-8"), all.get(4).controlVersion()))
                .isEqualTo(versions(List.of(all.get(8))));
    }

    @Test
    void L2_lookupBeyondTheEnd_isAGap() {
        Sink sink = openSink();
        long end = lastVersion(appendAll(sink, events("a", 3)));
        EventLookup lookup = (EventLookup) sink;

        assertThatThrownBy(() -> lookup.versionsOf(List.of("a-1"), end + 1_000)).isInstanceOf(FeedException.Gap.class);
    }

    @Test
    void L2_lookupDuringAnOutage_isUnavailable() {
        Sink sink = openSink();
        List<ControlEvent> all = appendAll(sink, events("a", 3));
        EventLookup lookup = (EventLookup) sink;

        feed().whileAway(() -> assertThatThrownBy(() -> patience()
                        .call("a lookup during an outage", () -> lookup.versionsOf(List.of("a-1", "missing"), 0)))
                .isInstanceOfSatisfying(FeedException.Unavailable.class, away -> assertExplains(away, "")));
        feed().whileAway(() -> assertThatThrownBy(
                        () -> patience().call("a look for ids during an outage", () -> lookup.idsAfter(0)))
                .isInstanceOfSatisfying(FeedException.Unavailable.class, away -> assertExplains(away, "")));

        EventLookup later = (EventLookup) openSink();
        assertThat(patience().call("a lookup after the outage", () -> later.versionsOf(List.of("a-1", "missing"), 0)))
                .isEqualTo(versions(List.of(all.get(1))));
    }

    @Test
    void C1_lookupAfterClose_throws() {
        Sink sink = openSink();
        sink.append(event("a"));
        sink.close();

        assertThatThrownBy(() -> ((EventLookup) sink).versionsOf(List.of("a"), 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ((EventLookup) sink).idsAfter(0)).isInstanceOf(IllegalStateException.class);
    }

    /** All of them, page by page. */
    private static List<Map.Entry<String, Long>> idsAfter(EventLookup lookup, long after) {
        List<Map.Entry<String, Long>> all = new ArrayList<>();
        long reached = after;
        for (Map<String, Long> page = lookup.idsAfter(after); !page.isEmpty(); page = lookup.idsAfter(reached)) {
            assertThat(page).hasSizeLessThanOrEqualTo(EventLookup.MAX_IDS);
            assertThat(page.values().iterator().next()).isGreaterThan(reached);
            all.addAll(page.entrySet());
            reached = all.get(all.size() - 1).getValue();
        }
        return all;
    }

    private static Map<String, Long> versions(List<ControlEvent> events) {
        Map<String, Long> versions = new LinkedHashMap<>();
        events.forEach(event -> versions.put(event.eventId(), event.controlVersion()));
        return versions;
    }
}
