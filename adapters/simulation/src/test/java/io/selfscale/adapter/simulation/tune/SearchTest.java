package io.selfscale.adapter.simulation.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static final Objective CHEAPEST = new Objective.Cheapest(0.99);

    private static final List<Parameter> SPACE = List.of(
            new Parameter("target", Scale.LINEAR, 0.1, 1.2, 0.4, 0.01),
            new Parameter("window", Scale.LOG, 15, 3600, 900, 1),
            new Parameter("idle", Scale.LOG, 1, 100, 10, 0),
            Parameter.onOff("forecast", true));

    /** Cheap at a high target, which misses more; windows have a best length; forecasts cost and bring nothing. */
    private static Score score(Point point) {
        double window = Math.log(point.value(1) / 120);
        double cost = 10 / point.value(0) + window * window + 0.5 * point.value(3);
        double misses = 0.01 * Math.pow(point.value(0) / 0.8, 6) + 0.002 * window * window;
        return new Score(cost, Math.max(0, 1 - misses));
    }

    private static class Model implements Trial {

        private final IntPredicate sound;
        private final AtomicInteger runs = new AtomicInteger();

        Model() {
            this(any -> true);
        }

        Model(IntPredicate sound) {
            this.sound = sound;
        }

        AtomicInteger runs() {
            return runs;
        }

        @Override
        public boolean isAllowed(Point point) {
            // An eighth of the space makes no sense.
            return !(point.value(0) > 0.65 && point.value(1) > 1000);
        }

        @Override
        public boolean isSound(Point point) {
            return sound.test((int) Math.round(point.value(0) * 100));
        }

        @Override
        public Score tryOut(Point point, double hopeless) {
            runs.incrementAndGet();
            Score score = score(point);
            return score.attainment() < hopeless ? new Score(0, score.attainment(), true) : score;
        }
    }

    private record Threads(ExecutorService executor) implements Workers {
        @Override
        public <T> Iterable<T> results(List<Supplier<T>> tasks) {
            List<Future<T>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(executor.submit(task::get)));
            return () -> futures.stream().map(Threads::get).iterator();
        }

        private static <T> T get(Future<T> future) {
            try {
                return future.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Found search(Trial trial, int most, long seed, int threads, Watch watch) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            return Objects.requireNonNull(
                    Search.run(SPACE, CHEAPEST, trial, most, seed, new Threads(executor), watch), "was stopped");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void findsTheCheapestThatKeepsThePromise() {
        Found found = search(new Model(), 300, 1, 2, Watch.none());

        // At a target of 0.80, a window of 2 minutes and no forecast exactly 1 % is missed, at a cost of 12.5.
        assertThat(found.end()).isEqualTo(Found.End.DONE);
        assertThat(found.best().score().attainment()).isGreaterThanOrEqualTo(0.99);
        assertThat(found.best().score().costPerHour()).isBetween(12.49, 12.7);
        assertThat(found.best().point().value(0)).isBetween(0.78, 0.8);
        assertThat(found.best().point().value(1)).isBetween(90.0, 160.0);
        assertThat(found.best().point().value(3)).isZero();
        assertThat(found.given().number()).isZero();
        assertThat(found.given().point()).isEqualTo(Point.given(SPACE));
        assertThat(found.tried()).hasSizeGreaterThanOrEqualTo(300);
        assertThat(found.discarded()).isPositive();
    }

    @Test
    void triesEachPointOnceAndNoneThatMakesNoSense() {
        Model model = new Model();
        Found found = search(model, 200, 2, 2, Watch.none());

        assertThat(model.runs().get()).isEqualTo(found.tried().size());
        assertThat(found.tried().stream().map(Candidate::point)).doesNotHaveDuplicates();
        assertThat(found.tried()).allMatch(candidate -> model.isAllowed(candidate.point()));
        assertThat(found.tried().stream().map(Candidate::number).toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void findsTheSameWithAnyNumberOfThreads() {
        Found one = search(new Model(), 150, 7, 1, Watch.none());
        Found four = search(new Model(), 150, 7, 4, Watch.none());

        assertThat(four).isEqualTo(one);
    }

    @Test
    void anotherSeedLooksElsewhere() {
        assertThat(search(new Model(), 60, 2, 2, Watch.none()).tried())
                .isNotEqualTo(search(new Model(), 60, 1, 2, Watch.none()).tried());
    }

    @Test
    void theFrontRisesInCostAndAttainment() {
        Found found = search(new Model(), 200, 3, 2, Watch.none());
        List<Candidate> front = found.front();

        assertThat(front).hasSizeGreaterThan(5).contains(found.best());
        for (int i = 1; i < front.size(); i++) {
            Score before = front.get(i - 1).score();
            Score score = front.get(i).score();
            assertThat(score.costPerHour()).isGreaterThan(before.costPerHour());
            assertThat(score.attainment()).isGreaterThan(before.attainment());
        }
        for (Candidate candidate : front) {
            assertThat(found.tried().stream().filter(Candidate::isSound))
                    .noneMatch(other -> other.score().costPerHour()
                                    < candidate.score().costPerHour()
                            && other.score().attainment() > candidate.score().attainment());
        }
    }

    @Test
    void doesNotRecommendWhatIsUnsound() {
        // Lint objects to targets from 0.75 to 0.85.
        IntPredicate sound = target -> target < 75 || target > 85;
        Found found = search(new Model(sound), 300, 1, 2, Watch.none());

        assertThat(found.best().point().value(0)).isBetween(0.7, 0.745);
        assertThat(found.best().score().attainment()).isGreaterThanOrEqualTo(0.99);
        assertThat(found.front())
                .allMatch(candidate ->
                        sound.test((int) Math.round(100 * candidate.point().value(0))));
    }

    @Test
    void takesBackTheChangesThatBringNothing() {
        Found found = search(new Model(), 300, 1, 2, Watch.none());

        // The evolution changed it with all others, but it plays no part.
        assertThat(found.tried()).anyMatch(candidate -> candidate.point().value(2) != 10);
        assertThat(found.best().point().value(2)).isEqualTo(10);
    }

    @Test
    void keepsTogetherWhatBringsNothingOnlyAlone() {
        // One of the two must be changed, no matter which.
        List<Parameter> space = List.of(
                new Parameter("one", Scale.LINEAR, 0, 10, 5, 1),
                new Parameter("other", Scale.LINEAR, 0, 10, 5, 1),
                new Parameter("idle", Scale.LINEAR, 0, 10, 5, 1));
        Trial trial = new Model() {
            @Override
            public boolean isAllowed(Point point) {
                return true;
            }

            @Override
            public Score tryOut(Point point, double hopeless) {
                return new Score(point.value(0) != 5 || point.value(1) != 5 ? 1 : 2, 1);
            }
        };
        Found found =
                Objects.requireNonNull(Search.run(space, CHEAPEST, trial, 60, 1, Workers.oneByOne(), Watch.none()));

        assertThat(found.best().score().costPerHour()).isEqualTo(1);
        assertThat(found.best().point().values().stream().filter(value -> value == 5))
                .hasSize(2);
        assertThat(found.front()).contains(found.best());
    }

    @Test
    void tellsWhatAChangeOfOneParameterDoes() {
        Found found = search(new Model(), 300, 1, 2, Watch.none());
        Candidate best = found.best();

        assertThat(found.sensitivities()).hasSize(4);
        Sensitivity target = found.sensitivities().get(0);
        assertThat(target.parameter().name()).isEqualTo("target");
        Candidate less = Objects.requireNonNull(target.less());
        assertThat(less.point().value(0)).isLessThan(best.point().value(0));
        assertThat(less.point().value(1)).isEqualTo(best.point().value(1));
        assertThat(less.score().costPerHour()).isGreaterThan(best.score().costPerHour());
        assertThat(less.score().attainment()).isGreaterThan(best.score().attainment());
        // What plays no part changes nothing.
        Sensitivity idle = found.sensitivities().get(2);
        assertThat(idle.less() == null ? idle.more() : idle.less())
                .isNotNull()
                .extracting(Candidate::score)
                .isEqualTo(best.score());
        assertThat(found.sensitivities().get(3).less()).isNull();
        assertThat(found.sensitivities().get(3).more()).isNotNull();
        // It would have been recommended if it were better.
        for (Sensitivity each : found.sensitivities()) {
            assertThat(Stream.of(each.less(), each.more()).filter(Objects::nonNull))
                    .noneMatch(beside -> Sensitivity.isBetter(CHEAPEST, beside, best));
        }
    }

    @Test
    void aSpaceOfAFewPointsIsSearchedToItsEnd() {
        List<Parameter> space =
                List.of(new Parameter("add", Scale.LOG, 1, 4, 2, 1), Parameter.onOff("forecast", false));
        Trial trial = new Trial() {
            @Override
            public boolean isAllowed(Point point) {
                return true;
            }

            @Override
            public boolean isSound(Point point) {
                return true;
            }

            @Override
            public Score tryOut(Point point, double hopeless) {
                return new Score(10 - point.value(0), 1);
            }
        };
        Found found =
                Objects.requireNonNull(Search.run(space, CHEAPEST, trial, 100, 1, Workers.oneByOne(), Watch.none()));

        assertThat(found.tried()).hasSizeLessThanOrEqualTo(8);
        assertThat(found.best().point().value(0)).isEqualTo(4);
    }

    @Test
    void keepsTheBestSoFarWhenItIsStopped() {
        Model model = new Model();
        Found found = search(model, 10_000, 1, 2, new Until(any -> model.runs().get() >= 100, null));

        assertThat(found.end()).isEqualTo(Found.End.STOPPED);
        assertThat(found.tried().size()).isBetween(90, 110);
        assertThat(found.sensitivities()).isEmpty();
        assertThat(found.tried())
                .filteredOn(Candidate::isSound)
                .noneMatch(candidate ->
                        CHEAPEST.isBetter(candidate.score(), found.best().score()));
    }

    @Test
    void looksAtTheBestCloselyWhenTimeIsOver() {
        Model model = new Model();
        Found found =
                search(model, 10_000, 1, 2, new Until(null, any -> model.runs().get() >= 100));

        assertThat(found.end()).isEqualTo(Found.End.TIME);
        assertThat(found.sensitivities()).hasSize(4);
        assertThat(found.tried().size()).isBetween(95, 140);
    }

    @Test
    void stoppingBeforeAnythingWasTriedIsNoAnswer() {
        Trial stopped = new Trial() {
            @Override
            public boolean isAllowed(Point point) {
                return true;
            }

            @Override
            public boolean isSound(Point point) {
                return true;
            }

            @Override
            public @Nullable Score tryOut(Point point, double hopeless) {
                return null;
            }
        };
        assertThat(Search.run(SPACE, CHEAPEST, stopped, 10, 1, Workers.oneByOne(), Watch.none()))
                .isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> search(new Model(), 0, 1, 1, Watch.none()))
                .withMessageContaining("a search needs a parameter and a point");
    }

    /** Ends a search in the middle. */
    private record Until(
            @Nullable IntPredicate stopped, @Nullable IntPredicate timeOver) implements Watch {
        @Override
        public boolean isStopped() {
            return stopped != null && stopped.test(0);
        }

        @Override
        public boolean isTimeOver() {
            return timeOver != null && timeOver.test(0);
        }

        @Override
        public double timeShare() {
            return 0;
        }

        @Override
        public void tried(int points, @Nullable Candidate best) {}
    }
}
