package io.selfscale.benchmarks;

import io.selfscale.engine.feed.FeedRecorder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One value into the feed recorder. Bar: nothing allocated. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class FeedBenchmark {

    private final FeedRecorder recorder = new FeedRecorder();
    private double value = 0.1;

    /** Records a latency. */
    @Benchmark
    public void record() {
        value = value > 10 ? 0.01 : value * 1.01;
        recorder.record(value);
    }
}
