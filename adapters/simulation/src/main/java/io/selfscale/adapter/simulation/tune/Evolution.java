package io.selfscale.adapter.simulation.tune;

import io.jenetics.DoubleChromosome;
import io.jenetics.DoubleGene;
import io.jenetics.Genotype;
import io.jenetics.Mutator;
import io.jenetics.Phenotype;
import io.jenetics.engine.Engine;
import io.jenetics.engine.EvolutionStart;
import io.jenetics.ext.SimulatedBinaryCrossover;
import io.jenetics.ext.moea.NSGA2Selector;
import io.jenetics.ext.moea.UFTournamentSelector;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * NSGA-II over the points: what is good in one respect is crossed with what is good in another, and changed a little, less
 * from generation to generation. The library is Jenetics; see docs/adr/0019-search-library.md.
 */
final class Evolution {

    private static final double OFFSPRING = 0.6;
    private static final double CROSSED = 0.9;
    private static final double CONTIGUITY = 5;

    /** Standard deviation of a change at first and at last, as a share of the range. */
    private static final double WIDEST = 0.15;

    private static final double NARROWEST = 0.03;

    /** A generation in which nothing is new costs no trial, and would go on for ever in a small space. */
    private static final int MOST_WITHOUT_NEWS = 20;

    private final List<Parameter> parameters;
    private final Objective objective;
    private final Attempts attempts;
    private final SplittableRandom random;
    private final int size;
    private final Narrowing narrowing = new Narrowing();
    private ISeq<Phenotype<DoubleGene, Fitness>> population = ISeq.empty();
    private long generation = 1;

    /**
     * Creates an evolution.
     *
     * @param size points of a generation
     */
    Evolution(List<Parameter> parameters, Objective objective, Attempts attempts, SplittableRandom random, int size) {
        this.parameters = parameters;
        this.objective = objective;
        this.attempts = attempts;
        this.random = random;
        this.size = size;
    }

    /** Changes single values, by less and less. */
    private static final class Narrowing extends Mutator<DoubleGene, Fitness> {

        private double width = WIDEST;
        private double share = 0.2;

        @Override
        protected DoubleGene mutate(DoubleGene gene, RandomGenerator random) {
            if (random.nextDouble() >= share) {
                return gene;
            }
            double value = gene.doubleValue() + width * random.nextGaussian();
            // What falls out of the range is reflected: the bounds are not more likely than other values.
            double within = Math.abs(value) % 2;
            return gene.newInstance(within > 1 ? 2 - within : within);
        }

        Narrowing() {
            super(1);
        }
    }

    /** Adds points that have been tried to the population. */
    void add(List<Candidate> candidates) {
        List<Phenotype<DoubleGene, Fitness>> all = new ArrayList<>(population.asList());
        for (Candidate candidate : candidates) {
            all.add(Phenotype.<DoubleGene, Fitness>of(genotype(candidate.point().units(parameters)), generation)
                    .withFitness(Fitness.of(objective, candidate.score())));
        }
        population = ISeq.of(all);
    }

    /**
     * Goes on until so many points have been tried, or nothing new turns up.
     *
     * @param all points that are to be tried by the whole search
     * @param timeShare share of the time after which it ends as well, if those will not all be tried
     */
    void run(int most, int all, double timeShare) {
        Engine<DoubleGene, Fitness> engine = new Engine.Builder<DoubleGene, Fitness>(
                        seq -> evaluate(seq, most),
                        () -> genotype(random.doubles(parameters.size()).toArray()))
                .populationSize(size)
                .offspringFraction(OFFSPRING)
                .survivorsSelector(new NSGA2Selector<>(
                        Fitness::dominance, Fitness::compare, Fitness::distance, any -> Fitness.DIMENSIONS))
                .offspringSelector(new UFTournamentSelector<>(
                        Fitness::dominance, Fitness::compare, Fitness::distance, any -> Fitness.DIMENSIONS))
                .alterers(new SimulatedBinaryCrossover<>(CROSSED, CONTIGUITY), narrowing)
                .maximalPhenotypeAge(Long.MAX_VALUE)
                .executor(Runnable::run)
                .build();
        narrowing.share = Math.max(0.15, 1.5 / parameters.size());
        int from = attempts.size();
        int withoutNews = 0;
        while (attempts.size() < most && !attempts.isOver() && withoutNews < MOST_WITHOUT_NEWS) {
            if (attempts.isBehind(timeShare, all)) {
                attempts.hurry();
                return;
            }
            double passed = (attempts.size() - from) / (double) Math.max(1, most - from);
            narrowing.width = WIDEST * Math.pow(NARROWEST / WIDEST, passed);
            int before = attempts.size();
            var result = RandomRegistry.with(random, any -> engine.evolve(EvolutionStart.of(population, generation)));
            population = result.population();
            generation++;
            withoutNews = attempts.size() > before ? 0 : withoutNews + 1;
        }
    }

    private static Genotype<DoubleGene> genotype(double[] units) {
        DoubleGene[] genes = new DoubleGene[units.length];
        for (int i = 0; i < genes.length; i++) {
            genes[i] = DoubleGene.of(units[i], 0, 1);
        }
        return Genotype.of(DoubleChromosome.of(genes));
    }

    private ISeq<Phenotype<DoubleGene, Fitness>> evaluate(Seq<Phenotype<DoubleGene, Fitness>> all, int most) {
        List<Point> points = new ArrayList<>();
        for (Phenotype<DoubleGene, Fitness> each : all) {
            if (each.nonEvaluated()) {
                points.add(Point.at(
                        parameters,
                        each.genotype().chromosome().as(DoubleChromosome.class).toArray()));
            }
        }
        List<Point> sensible = attempts.sensible(points);
        attempts.tryAll(sensible, most);
        List<Phenotype<DoubleGene, Fitness>> evaluated = new ArrayList<>();
        int next = 0;
        for (Phenotype<DoubleGene, Fitness> each : all) {
            if (each.isEvaluated()) {
                evaluated.add(each);
                continue;
            }
            Point meant = points.get(next);
            Point made = sensible.get(next++);
            Candidate candidate = attempts.at(made);
            Fitness fitness = candidate == null ? Fitness.UNKNOWN : Fitness.of(objective, candidate.score());
            // What was made sense of is what lives on.
            evaluated.add((made.equals(meant)
                            ? each
                            : Phenotype.<DoubleGene, Fitness>of(genotype(made.units(parameters)), each.generation()))
                    .withFitness(fitness));
        }
        return ISeq.of(evaluated);
    }
}
