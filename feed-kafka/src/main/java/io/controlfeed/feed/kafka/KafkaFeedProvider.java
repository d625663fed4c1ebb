package io.controlfeed.feed.kafka;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedAdmin;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.LaneGroup;
import io.controlfeed.feed.LanedFeed;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Opens the feed in a Kafka topic. */
public final class KafkaFeedProvider implements FeedProvider, LanedFeed, FeedAdmin {
    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String summary() {
        return "a feed in a Kafka topic: transactional, for production";
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    public List<Setting<?>> settings() {
        return KafkaFeedSettings.ALL;
    }

    @Override
    public Source openSource(Settings settings) {
        return KafkaSource.open(KafkaFeedSettings.from(settings));
    }

    @Override
    public int lanes(Settings settings) {
        return TopicLane.count(KafkaFeedSettings.from(settings));
    }

    @Override
    public LaneGroup joinLanes(Settings settings, LaneGroup.Worker worker) {
        return KafkaLaneGroup.join(KafkaFeedSettings.from(settings), worker);
    }

    @Override
    public List<Setting<?>> creationSettings() {
        return TopicCreation.SETTINGS;
    }

    @Override
    public String create(Settings settings) {
        return new TopicCreation(settings).create();
    }

    @Override
    public List<Finding> check(Settings settings) {
        return new TopicCheck(KafkaFeedSettings.from(settings)).findings();
    }

    @Override
    public Sink openSink(Settings settings) {
        return KafkaSink.open(KafkaFeedSettings.from(settings));
    }
}
