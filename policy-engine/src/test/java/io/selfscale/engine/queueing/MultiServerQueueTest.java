package io.selfscale.engine.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of semantics sections 9.3 and 9.4. */
class MultiServerQueueTest {

    @ParameterizedTest(name = "c={0} a={1} mu={2}")
    @CsvSource({
        "1, 0.5, 1, 0.333333, 0.500000, 1.000000, 4.6052, 1.000000, 0",
        "2, 1.5, 1, 0.310345, 0.642857, 1.285714, 5.1078, 1.318052, 2.5",
        "4, 3.2, 1, 0.228145, 0.596432, 0.745541, 3.0987, 0.771549, 3.5",
        "10, 8, 1, 0.121661, 0.409180, 0.204590, 1.0511, 0.219448, 7.3",
        "10, 9, 1, 0.167963, 0.668732, 0.668732, 2.5934, 0.677853, 1.4",
        "32, 28, 1, 0.066498, 0.363008, 0.090752, 0.4956, 0.096561, 6.4",
        "20, 16, 0.5, 0.064411, 0.256078, 0.128039, 0.8167, 0.147174, 14.9",
    })
    void agreesWithTheTable(
            int c,
            double a,
            double mu,
            double b,
            double waits,
            double wq,
            double p95,
            double sakasegawa,
            double error) {
        MultiServerQueue queue = new MultiServerQueue(a * mu, 1 / mu, c);
        assertThat(Erlang.blocking(c, a)).isCloseTo(b, within(5e-7));
        assertThat(queue.waitProbability()).isCloseTo(waits, within(5e-7));
        assertThat(queue.meanWaitSeconds()).isCloseTo(wq, within(5e-7));
        assertThat(queue.waitQuantile(0.95)).isCloseTo(p95, within(5e-5));
        double approximate = new GeneralQueue(queue, 1, 1).meanWaitSecondsBySakasegawa();
        assertThat(approximate).isCloseTo(sakasegawa, within(5e-7));
        assertThat(100 * (approximate / queue.meanWaitSeconds() - 1)).isCloseTo(error, within(0.051));
    }

    @ParameterizedTest(name = "c={0} lambda={1} S={2}")
    @CsvSource({"4, 3.2, 1, 4.738", "16, 6, 2, 6.123"})
    void responseP95AgreesWithTheWorkedValues(int c, double lambda, double service, double p95) {
        MultiServerQueue queue = new MultiServerQueue(lambda, service, c);
        assertThat(queue.responseQuantile(0.95)).isCloseTo(p95, within(5e-4));
        assertThat(queue.responseTail(queue.responseQuantile(0.95))).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void theResponseTailIntegratesToTheMeanResponse() {
        MultiServerQueue queue = new MultiServerQueue(3.2, 1, 4);
        double step = 1e-3;
        double integral = 0;
        for (int i = 0; i < 60_000; i++) {
            integral += step * queue.responseTail((i + 0.5) * step);
        }
        assertThat(integral).isCloseTo(1 + queue.meanWaitSeconds(), within(1e-6));
    }

    @Test
    void theResponseTailOfOneServerIsExponential() {
        MultiServerQueue queue = new MultiServerQueue(0.7, 1, 1);
        for (double t : new double[] {0, 0.1, 1, 5, 50, 2000}) {
            assertThat(queue.responseTail(t)).isCloseTo(Math.exp(-0.3 * t), within(1e-12));
        }
    }

    @Test
    void theResponseTailIsContinuousWhereItsFormulaDividesByZero() {
        double at = new MultiServerQueue(3, 1, 4).responseTail(2);
        assertThat(at).isCloseTo(Math.exp(-2) * (1 + Erlang.waiting(4, 3) * 2), within(1e-12));
        assertThat(new MultiServerQueue(3 + 1e-9, 1, 4).responseTail(2)).isCloseTo(at, within(1e-8));
        assertThat(new MultiServerQueue(3 - 1e-9, 1, 4).responseTail(2)).isCloseTo(at, within(1e-8));
    }

    @ParameterizedTest(name = "ca2={0} cs2={1}")
    @CsvSource({"1, 1, 0.2046", "1, 0.25, 0.1279", "1, 4, 0.5115", "4, 1, 0.5115"})
    void allenAndCunneenScaleTheMeanWait(double ca2, double cs2, double wait) {
        GeneralQueue queue = new GeneralQueue(new MultiServerQueue(8, 1, 10), ca2, cs2);
        assertThat(queue.meanWaitSeconds()).isCloseTo(wait, within(5e-5));
    }

    @Test
    void theGeneralTailIsThatOfMarkovForExponentialLawsAndHeavierForBursts() {
        MultiServerQueue queue = new MultiServerQueue(8, 1, 10);
        assertThat(new GeneralQueue(queue, 1, 1).waitTail(0.7)).isEqualTo(queue.waitTail(0.7));
        assertThat(new GeneralQueue(queue, 1, 1).waitQuantile(0.9)).isEqualTo(queue.waitQuantile(0.9));
        assertThat(new GeneralQueue(queue, 4, 1).waitTail(0.7))
                .isCloseTo(0.409180 * Math.exp(-0.7 * 2 * 2 / 5), within(1e-6));
        assertThat(new GeneralQueue(queue, 0, 0).waitTail(0.7))
                .as("no variation, no long wait")
                .isZero();
        assertThat(new GeneralQueue(queue, 0, 0).waitTail(0)).isEqualTo(queue.waitProbability());
    }

    @Test
    void kingmanIsSakasegawaWithOneServer() {
        for (double rho : new double[] {0, 0.1, 0.5, 0.99}) {
            GeneralQueue queue = new GeneralQueue(new MultiServerQueue(rho / 2, 2, 1), 2, 0.5);
            assertThat(GeneralQueue.kingman(rho, 2, 2, 0.5))
                    .isCloseTo(queue.meanWaitSecondsBySakasegawa(), within(1e-9));
        }
        assertThat(GeneralQueue.kingman(0.5, 2, 1, 1)).isEqualTo(2);
        assertThat(GeneralQueue.kingman(1, 2, 1, 1)).isInfinite();
        assertThat(GeneralQueue.kingman(0.5, 2, -1, 1)).isNaN();
    }

    @Test
    void aQueueThatDoesNotKeepUpWaitsForEver() {
        for (MultiServerQueue queue : new MultiServerQueue[] {
            new MultiServerQueue(4, 1, 4), new MultiServerQueue(5, 1, 4), new MultiServerQueue(1, 1, 0)
        }) {
            assertThat(queue.waitProbability()).isEqualTo(1);
            assertThat(queue.meanWaitSeconds()).isInfinite();
            assertThat(queue.meanWaiting()).isInfinite();
            assertThat(queue.waitTail(1e9)).isEqualTo(1);
            assertThat(queue.waitQuantile(0.5)).isInfinite();
            assertThat(queue.responseTail(1e9)).isEqualTo(1);
            assertThat(queue.responseQuantile(0.5)).isInfinite();
            assertThat(new GeneralQueue(queue, 1, 1).meanWaitSeconds()).isInfinite();
            assertThat(new GeneralQueue(queue, 1, 1).meanWaitSecondsBySakasegawa())
                    .isInfinite();
        }
    }

    @Test
    void withoutArrivalsNobodyWaits() {
        for (int servers : new int[] {0, 1, 100_000}) {
            MultiServerQueue queue = new MultiServerQueue(0, 1, servers);
            assertThat(queue.meanWaitSeconds()).isZero();
            assertThat(queue.waitQuantile(0.99)).isZero();
            assertThat(new GeneralQueue(queue, 1, 1).meanWaitSecondsBySakasegawa())
                    .isZero();
        }
    }

    @Test
    void whatIsNotKnownIsNotANumber() {
        for (MultiServerQueue queue : new MultiServerQueue[] {
            new MultiServerQueue(Double.NaN, 1, 4),
            new MultiServerQueue(-1, 1, 4),
            new MultiServerQueue(1, Double.NaN, 4),
            new MultiServerQueue(1, -1, 4),
            new MultiServerQueue(1, Double.POSITIVE_INFINITY, 4),
            new MultiServerQueue(1, 1, -1),
        }) {
            assertThat(queue.waitProbability()).as("%s", queue).isNaN();
            assertThat(queue.meanWaitSeconds()).isNaN();
            assertThat(queue.waitTail(1)).isNaN();
            assertThat(queue.waitQuantile(0.9)).isNaN();
            assertThat(queue.responseTail(1)).isNaN();
            assertThat(queue.responseQuantile(0.9)).isNaN();
            assertThat(new GeneralQueue(queue, 1, 1).meanWaitSecondsBySakasegawa())
                    .isNaN();
        }
        MultiServerQueue queue = new MultiServerQueue(1, 1, 4);
        assertThat(queue.waitTail(Double.NaN)).isNaN();
        assertThat(queue.waitQuantile(1)).isNaN();
        assertThat(queue.responseQuantile(Double.NaN)).isNaN();
        assertThat(new GeneralQueue(queue, Double.NaN, 1).waitTail(1)).isNaN();
        assertThat(new GeneralQueue(queue, 1, -0.1).meanWaitSeconds()).isNaN();
    }

    @Test
    void aHundredThousandServersDoNotOverflowAndAgreeWithTheLongRecursion() {
        double load = 99_500;
        double blocked = 1;
        for (int j = 1; j <= 100_000; j++) {
            blocked = load * blocked / (j + load * blocked);
        }
        assertThat(Erlang.blocking(100_000, load)).isCloseTo(blocked, within(1e-12));
        assertThat(Erlang.waiting(100_000, load)).isBetween(0.05, 0.15);
        assertThat(Erlang.blocking(100_000, 1)).isZero();
        assertThat(Erlang.blocking(50_000, 1e9)).isCloseTo(1 - 50_000 / 1e9, within(1e-8));
        assertThat(new MultiServerQueue(99_500, 1, 100_000).responseQuantile(0.95))
                .isBetween(2.99, 3.01);
    }
}
