package io.selfscale.policy;

/** A policy that remembers nothing between two evaluations. */
public interface StatelessPolicy extends Policy<NoMemory> {

    /**
     * Proposes a replica count.
     *
     * @param view what is known now
     */
    Proposal propose(View view);

    @Override
    default NoMemory initialMemory() {
        return NoMemory.INSTANCE;
    }

    @Override
    default MemoryCodec<NoMemory> memoryCodec() {
        return MemoryCodec.none();
    }

    @Override
    default PolicyResult<NoMemory> propose(View view, NoMemory memory) {
        return PolicyResult.of(propose(view));
    }
}
