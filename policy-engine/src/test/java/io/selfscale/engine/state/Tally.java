package io.selfscale.engine.state;

import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.View;
import java.util.Set;

/** Has no opinion and remembers how often it was asked for one. */
record Tally(String name) implements Policy<Integer> {

    @Override
    public Set<SignalWindow> windows() {
        return Set.of();
    }

    @Override
    public Integer initialMemory() {
        return 0;
    }

    @Override
    public MemoryCodec<Integer> memoryCodec() {
        return new MemoryCodec<>() {
            @Override
            public int version() {
                return 1;
            }

            @Override
            public String encode(Integer memory) {
                return memory.toString();
            }

            @Override
            public Integer decode(int version, String text) {
                return Integer.valueOf(text);
            }
        };
    }

    @Override
    public PolicyResult<Integer> propose(View view, Integer memory) {
        return new PolicyResult<>(Proposal.abstain(ReasonCode.CUSTOM, "asked again"), memory + 1);
    }

    @Override
    public boolean isPure() {
        return true;
    }
}
