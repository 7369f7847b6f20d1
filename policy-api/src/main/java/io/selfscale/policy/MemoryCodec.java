package io.selfscale.policy;

/**
 * Writes the memory of a policy as text and reads it back; part of the snapshot that survives a restart.
 *
 * @param <M> the memory
 */
public interface MemoryCodec<M> {

    /** Returns the version of the text that {@link #encode} writes; raise it when the format changes. */
    int version();

    /** Returns the memory as text. */
    String encode(M memory);

    /**
     * Returns the memory that was written.
     *
     * @param version the version it was written with
     * @param text what {@link #encode} returned then
     * @throws IllegalArgumentException if the text cannot be read; the policy then starts from its initial memory
     */
    M decode(int version, String text);

    /** Returns the codec of a stateless policy. */
    static MemoryCodec<NoMemory> none() {
        return new MemoryCodec<>() {
            @Override
            public int version() {
                return 1;
            }

            @Override
            public String encode(NoMemory memory) {
                return "";
            }

            @Override
            public NoMemory decode(int version, String text) {
                return NoMemory.INSTANCE;
            }
        };
    }
}
