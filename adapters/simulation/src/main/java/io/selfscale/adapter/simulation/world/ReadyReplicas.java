package io.selfscale.adapter.simulation.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The replicas that serve, by number, and how many of their slots are taken: side by side in arrays, because the one with
 * the fewest is looked for at every request.
 */
final class ReadyReplicas {

    private final int slots;
    private int[] numbers = new int[16];
    private int[] taken = new int[16];
    private final List<LiveReplica> replicas = new ArrayList<>();
    private int size;
    private int takenInAll;

    ReadyReplicas(int slots) {
        this.slots = slots;
    }

    int size() {
        return size;
    }

    void add(int number, LiveReplica replica) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
            taken = Arrays.copyOf(taken, 2 * size);
        }
        int at = size++;
        while (at > 0 && numbers[at - 1] > number) {
            numbers[at] = numbers[at - 1];
            taken[at] = taken[at - 1];
            at--;
        }
        numbers[at] = number;
        taken[at] = replica.slots().taken();
        replicas.add(at, replica);
        takenInAll += taken[at];
    }

    void remove(int number) {
        int at = placeOf(number);
        takenInAll -= taken[at];
        size--;
        System.arraycopy(numbers, at + 1, numbers, at, size - at);
        System.arraycopy(taken, at + 1, taken, at, size - at);
        replicas.remove(at);
    }

    /** Notes how many slots of a replica are taken; of no effect if it is not one of these. */
    void noteTaken(int number, int slotsTaken) {
        int at = placeOf(number);
        if (at >= 0) {
            takenInAll += slotsTaken - taken[at];
            taken[at] = slotsTaken;
        }
    }

    private int placeOf(int number) {
        return Arrays.binarySearch(numbers, 0, size, number);
    }

    /** Returns the replica with the fewest slots taken, the lowest number of several, or -1 if none has one free. */
    int leastTaken() {
        if (takenInAll == size * slots) {
            return -1;
        }
        int best = 0;
        int fewest = taken[0];
        for (int i = 1; i < size && fewest > 0; i++) {
            if (taken[i] < fewest) {
                fewest = taken[i];
                best = i;
            }
        }
        return numbers[best];
    }

    List<LiveReplica> list() {
        return List.copyOf(replicas);
    }
}
