package io.selfscale.engine.loop;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.journal.FileStateStore;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.journal.JournalReader;
import io.selfscale.engine.journal.JsonLinesJournal;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a live loop, read back from its file, gives every decision again, to the last bit. */
class JournalReplayTest {

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal QUEUE = Signal.total("queue_length", "requests");

    private final ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 12))
            .signal(GPU)
            .signal(QUEUE)
            .policy(ThresholdBand.on(GPU).outAbove(0.70, ofSeconds(30)).inBelow(0.30, ofSeconds(90)))
            .policy(TargetTracking.averageValue(QUEUE, 10).every(ofSeconds(15)))
            .limits(Limits.none()
                    .withStabilization(Duration.ZERO, ofSeconds(60))
                    .withCooldowns(ofSeconds(5), ofSeconds(10)))
            .pool(new PoolSpec("main", ofMinutes(2), ofSeconds(5)))
            .build();

    private final SplittableRandom random = new SplittableRandom(11);

    @TempDir
    private @Nullable Path folder;

    /** Five busy minutes, then five quiet ones, and so on. */
    private static boolean isBusy(ManualTime time) {
        return time.elapsed().toMinutes() % 10 < 5;
    }

    private Reading queue(ManualTime time) {
        return random.nextDouble() < 0.002
                ? Reading.absent("scrape failed")
                : Reading.of((isBusy(time) ? 60 : 5) + 20 / 3.0 * random.nextDouble());
    }

    private Reading gpu(ManualTime time, FakePool pool) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (String id : pool.ready()) {
            if (random.nextDouble() > 0.002) {
                double value = (isBusy(time) ? 0.7 : 0) + 0.3 * random.nextDouble();
                samples.put(id, Sample.measured(value, Duration.ofMillis(random.nextInt(5000))));
            }
        }
        return Reading.byReplica(samples);
    }

    @Test
    void replaysAnHourWithARestartInTheMiddle() throws Exception {
        Path file = Objects.requireNonNull(folder).resolve("journal.jsonl");
        ManualTime time = new ManualTime();
        FakePool pool = new FakePool("main", time, ofSeconds(20)).addReady(2);
        FileStateStore store = new FileStateStore(Objects.requireNonNull(folder).resolve("state"));
        for (int life = 0; life < 2; life++) {
            try (JsonLinesJournal journal = JsonLinesJournal.open(file)) {
                Map<Signal, MetricSource> sources = new LinkedHashMap<>();
                sources.put(GPU, () -> gpu(time, pool));
                sources.put(QUEUE, () -> queue(time));
                Shell shell = new Shell(
                        new Shell.Rules(spec, null),
                        sources,
                        List.of(pool),
                        new Shell.Records(journal, store),
                        null,
                        List.of(),
                        Shell.Timing.forTick(ofSeconds(1)));
                ControlLoop loop = new ControlLoop(shell, time, time, time.newScheduler(), Runnable::run);
                loop.start();
                time.advance(ofMinutes(30));
                loop.stop();
            }
            time.advance(ofSeconds(40));
        }
        assertThat(time.failures()).isEmpty();
        assertThat(replay(JournalReader.read(file))).isGreaterThan(3500);
    }

    /**
     * Decides again from each snapshot on, compares, and returns the number of decisions compared. A life of the loop
     * ends and begins with a snapshot; any other one must be the state that the replay has come to.
     */
    private int replay(List<JournalEntry> entries) {
        StateCodec codec = new StateCodec(spec);
        State state = State.initial(spec);
        boolean lifeBegins = true;
        int compared = 0;
        int changes = 0;
        for (JournalEntry entry : entries) {
            if (entry instanceof JournalEntry.Snapshot snapshot) {
                State saved = codec.decode(snapshot.state());
                assertThat(codec.encode(saved)).isEqualTo(snapshot.state());
                if (!lifeBegins) {
                    assertThat(saved).isEqualTo(state);
                }
                state = saved;
                lifeBegins = true;
            } else if (entry instanceof JournalEntry.Decided decided) {
                lifeBegins = false;
                Decision again =
                        Decider.decide(spec, state, decided.observation()).decision();
                state = Decider.decide(spec, state, decided.observation()).state();
                if (decided.decision() == null) {
                    assertThat(again.isRepeat()).isTrue();
                } else {
                    assertThat(JsonReader.read(JsonWriter.write(DecisionCodec.encode(again))))
                            .isEqualTo(JsonReader.read(JsonWriter.write(decided.decision())));
                }
                compared++;
                changes += again.from() != again.to() ? 1 : 0;
            }
        }
        assertThat(changes).as("or there would be little to compare").isGreaterThan(15);
        return compared;
    }
}
