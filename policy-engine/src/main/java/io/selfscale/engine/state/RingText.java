package io.selfscale.engine.state;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.window.BucketRing;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The buckets of a window as text: for each, the newest first, the bits of its sum, its count and whether it is partial,
 * in Base64. Numbers in decimal would be readable, and take most of the time and space of a snapshot.
 */
final class RingText {

    private static final int BUCKET_BYTES = Double.BYTES + Integer.BYTES + 1;

    private RingText() {}

    static String encode(BucketRing ring) {
        ByteBuffer bytes = ByteBuffer.allocate(ring.size() * BUCKET_BYTES);
        BucketRing.Open open = ring.open();
        put(bytes, open.sum(), open.count(), open.partial());
        for (long k = open.index() - 1; k > open.index() - ring.size(); k--) {
            put(bytes, ring.sum(k), ring.count(k), ring.isPartial(k));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static void put(ByteBuffer bytes, double sum, int count, boolean partial) {
        bytes.putDouble(sum).putInt(count).put((byte) (partial ? 1 : 0));
    }

    /**
     * Returns the ring that was written.
     *
     * @param size buckets that it must have
     * @throws IllegalArgumentException if the text is not that of such a ring
     */
    static BucketRing decode(JsonObject json, int size) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(json.string("buckets")));
        requireSize(size, bytes.remaining() / BUCKET_BYTES, bytes.remaining() % BUCKET_BYTES);
        Buckets buckets = new Buckets(json.integer("open"), size);
        for (int i = 0; i < size; i++) {
            buckets.put(i, bytes.getDouble(), bytes.getInt(), bytes.get() != 0);
        }
        return buckets.ring(json);
    }

    /** Returns the ring that version 1 wrote, as arrays of numbers. */
    static BucketRing decodeNumbers(JsonObject json, int size) {
        double[] sums = json.numbers("sums");
        double[] counts = json.numbers("counts");
        double[] partial = json.numbers("partial");
        requireSize(size, sums.length, counts.length - sums.length | partial.length - sums.length);
        Buckets buckets = new Buckets(json.integer("open"), size);
        for (int i = 0; i < size; i++) {
            buckets.put(i, sums[i], (int) counts[i], partial[i] != 0);
        }
        return buckets.ring(json);
    }

    private static void requireSize(int size, int found, int excess) {
        if (found != size || excess != 0) {
            throw new IllegalArgumentException("a window must have " + size + " buckets but has " + found);
        }
    }

    /** Buckets on their way into a ring. */
    private static final class Buckets {
        private final long index;
        private final int newest;
        private final double[] sums;
        private final int[] counts;
        private final boolean[] partial;
        private BucketRing.Open open;

        Buckets(long index, int size) {
            this.index = index;
            this.newest = (int) Math.floorMod(index, (long) size);
            this.sums = new double[size];
            this.counts = new int[size];
            this.partial = new boolean[size];
            this.open = new BucketRing.Open(index, 0, 0, false);
        }

        /** Takes the bucket that is {@code age} buckets older than the open one. */
        void put(int age, double sum, int count, boolean isPartial) {
            if (!Double.isFinite(sum) || count < 0) {
                throw new IllegalArgumentException(
                        "a bucket must have a finite sum and a count of at least 0 but has " + sum + ", " + count);
            }
            if (age == 0) {
                open = new BucketRing.Open(index, sum, count, isPartial);
                return;
            }
            int slot = newest - age;
            if (slot < 0) {
                slot += sums.length;
            }
            sums[slot] = sum;
            counts[slot] = count;
            partial[slot] = isPartial;
        }

        BucketRing ring(JsonObject json) {
            return BucketRing.restored(json.integer("bucket"), json.integer("first"), open, sums, counts, partial);
        }
    }
}
