package io.controlfeed.cli.demo;

import io.controlfeed.cli.demo.NodeContent.Parked;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one node's file holds, held against what the control plane committed.
 *
 * @param applied how many of the control plane's events are in it
 * @param missing how many should have had an effect and have none, or should have been parked and are not
 * @param duplicates how many effects there are more than once
 * @param disorders how often a row went back to an earlier version
 * @param strangers how many events and effects there are that the control plane knows nothing of
 */
record NodeProof(
        String node,
        long controlVersion,
        int applied,
        FoldedRows rows,
        int missing,
        int duplicates,
        int disorders,
        int strangers,
        List<Parked> parked,
        Delays delays) {

    static NodeProof of(String node, NodeContent content, List<Change> committed) {
        Set<Effect> effects = new HashSet<>(content.effects());
        Set<String> parked = content.parked().stream().map(Parked::eventId).collect(Collectors.toSet());
        Set<String> ids = committed.stream().map(Change::eventId).collect(Collectors.toSet());
        Set<Effect> expected = committed.stream().map(Change::effect).collect(Collectors.toSet());
        return new NodeProof(
                node,
                content.controlVersion(),
                count(committed.stream()
                        .filter(change -> content.applied().containsKey(change.eventId()))
                        .count()),
                content.rows(),
                count(committed.stream()
                        .filter(change -> change.isPoison()
                                ? !parked.contains(change.eventId())
                                : !content.applied().containsKey(change.eventId())
                                        || !effects.contains(change.effect()))
                        .count()),
                content.effects().size() - effects.size(),
                disorders(content.effects()),
                count(content.applied().keySet().stream()
                                .filter(id -> !ids.contains(id))
                                .count()
                        + effects.stream()
                                .filter(effect -> !expected.contains(effect))
                                .count()),
                content.parked(),
                Delays.of(committed, content.applied()));
    }

    private static int count(long few) {
        return Math.toIntExact(few);
    }

    private static int disorders(List<Effect> effects) {
        Map<String, Long> latest = new HashMap<>();
        int disorders = 0;
        for (Effect effect : effects) {
            Long before = latest.put(effect.subject(), effect.version());
            disorders += before != null && before > effect.version() ? 1 : 0;
        }
        return disorders;
    }
}
