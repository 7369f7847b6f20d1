package io.selfscale.adapter.simulation.trace;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the priority classes of the requests of one trace. */
final class ClassDrawer {

    private static final double[] ONE_CLASS = {1};

    private final double[] cumulative;
    private final SplittableRandom random;

    /** The class of each sender, or empty if they do not matter. */
    private final int[] ofClient;

    private ClassDrawer(double[] cumulative, SplittableRandom random, int[] ofClient) {
        this.cumulative = cumulative;
        this.random = random;
        this.ofClient = ofClient;
    }

    /**
     * Returns the drawer of a mix.
     *
     * @throws IllegalArgumentException if the mix goes by senders that the trace does not have
     */
    static ClassDrawer of(ClassMix mix, Trace trace, SplittableRandom random) {
        if (mix instanceof ClassMix.PerRequest perRequest) {
            return new ClassDrawer(cumulative(perRequest.shares()), random, new int[0]);
        }
        if (mix instanceof ClassMix.PerClient perClient) {
            if (!(trace instanceof RequestTrace requests) || requests.clients().isEmpty()) {
                throw new IllegalArgumentException("classes by client must be drawn for a trace with a column client"
                        + " or conversation, but " + trace.name() + " has none");
            }
            double[] cumulative = cumulative(perClient.shares());
            int[] classes = requests.clients().stream()
                    .mapToInt(client -> classAt(cumulative, share(client)))
                    .toArray();
            return new ClassDrawer(cumulative, random, classes);
        }
        return new ClassDrawer(ONE_CLASS, random, new int[0]);
    }

    /** Returns the class of a request by its sender, or -1 if it is unknown. */
    int next(int client) {
        if (ofClient.length > 0) {
            // Whoever is not named is of the last class: it has no claim on a better one.
            return client < 0 ? cumulative.length - 1 : ofClient[client];
        }
        return cumulative.length == 1 ? 0 : classAt(cumulative, random.nextDouble());
    }

    private static double[] cumulative(List<Double> shares) {
        double[] cumulative = new double[shares.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += shares.get(i);
            cumulative[i] = sum;
        }
        return cumulative;
    }

    private static int classAt(double[] cumulative, double place) {
        int index = 0;
        while (index < cumulative.length - 1 && place >= cumulative[index]) {
            index++;
        }
        return index;
    }

    /** Returns a number in [0, 1) that depends on nothing but the name: FNV-1a, mixed as SplitMix64 does. */
    private static double share(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return ((hash ^ (hash >>> 31)) >>> 11) * 0x1p-53;
    }
}
