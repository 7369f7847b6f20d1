package io.selfscale.engine.loop;

import io.selfscale.policy.Advice;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.View;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the policies that run outside the decision function. One that is late, throws or returns nonsense abstains
 * with the reason, for this tick. Between evaluations its last proposal holds. Confined to the scheduler thread.
 */
final class AdviceRunner {

    private final List<Advisor<?>> advisors = new ArrayList<>();
    private final Executor executor;
    private final Listeners listeners;

    AdviceRunner(List<Policy<?>> policies, Executor executor, Listeners listeners) {
        this.executor = executor;
        this.listeners = listeners;
        policies.forEach(policy -> advisors.add(new Advisor<>(policy, executor)));
    }

    /** Goes on with other policies: the same one goes on as it was, one of the same name with its memory if it fits. */
    void replaceBy(List<Policy<?>> policies) {
        List<Advisor<?>> before = List.copyOf(advisors);
        advisors.clear();
        for (Policy<?> policy : policies) {
            Advisor<?> next = null;
            for (Advisor<?> old : before) {
                if (old.policy.equals(policy)) {
                    next = old;
                } else if (next == null && old.policy.name().equals(policy.name())) {
                    next = old.succeededBy(policy, executor);
                }
            }
            advisors.add(next == null ? new Advisor<>(policy, executor) : next);
        }
    }

    boolean isEmpty() {
        return advisors.isEmpty();
    }

    List<CompletableFuture<?>> start(View view) {
        List<CompletableFuture<?>> started = new ArrayList<>();
        for (Advisor<?> advisor : advisors) {
            CompletableFuture<?> future = advisor.start(view);
            if (future != null) {
                started.add(future);
            }
        }
        return started;
    }

    List<Advice> take(long deadlineMillis) {
        List<Advice> advice = new ArrayList<>();
        for (Advisor<?> advisor : advisors) {
            Proposal proposal = advisor.take(deadlineMillis);
            switch (proposal.reason()) {
                case POLICY_TIMEOUT, POLICY_ERROR, POLICY_INVALID -> {
                    String detail = proposal instanceof Proposal.Abstention abstention ? abstention.detail() : "";
                    listeners.failed("policy " + advisor.policy.name(), detail);
                }
                default -> listeners.works("policy " + advisor.policy.name());
            }
            advice.add(new Advice(advisor.policy.name(), proposal));
        }
        return advice;
    }

    private static final class Advisor<M> {

        private final Policy<M> policy;
        private final GuardedCall<PolicyResult<M>> call;
        private @Nullable CompletableFuture<PolicyResult<M>> pending;
        private M memory;
        private long evaluatedNanos = -1;
        private int evaluatedFor = -1;
        private @Nullable Proposal last;
        private boolean due;
        private int requested;

        Advisor(Policy<M> policy, Executor executor) {
            this.policy = policy;
            this.call = new GuardedCall<>("policy " + policy.name(), executor);
            this.memory = policy.initialMemory();
        }

        <N> Advisor<N> succeededBy(Policy<N> policy, Executor executor) {
            Advisor<N> next = new Advisor<>(policy, executor);
            try {
                next.memory = policy.memoryCodec()
                        .decode(
                                this.policy.memoryCodec().version(),
                                this.policy.memoryCodec().encode(memory));
            } catch (IllegalArgumentException e) {
                // The contract of MemoryCodec: memory that cannot be read is replaced by the initial one.
                next.memory = policy.initialMemory();
            }
            return next;
        }

        @Nullable
        CompletableFuture<PolicyResult<M>> start(View view) {
            long period = policy.period().toNanos();
            requested = view.requested();
            due = last == null
                    || period == 0
                    || requested != evaluatedFor
                    || Math.floorDiv(view.nanos(), period) != Math.floorDiv(evaluatedNanos, period);
            if (!due) {
                return null;
            }
            evaluatedNanos = view.nanos();
            M given = memory;
            pending = call.start(() -> policy.propose(view, given));
            return pending;
        }

        Proposal take(long deadlineMillis) {
            Proposal kept = last;
            if (!due && kept != null) {
                return kept;
            }
            CompletableFuture<PolicyResult<M>> future = pending;
            pending = null;
            last = null;
            if (future == null) {
                return Proposal.abstain(ReasonCode.POLICY_TIMEOUT, "its last evaluation has not returned yet");
            }
            if (!future.isDone()) {
                call.interrupt();
                return Proposal.abstain(ReasonCode.POLICY_TIMEOUT, "no answer within " + deadlineMillis + " ms");
            }
            try {
                PolicyResult<M> result = future.join();
                if (result == null) {
                    return Proposal.abstain(ReasonCode.POLICY_INVALID, "it returned null");
                }
                memory = result.memory();
                last = result.proposal();
                evaluatedFor = requested;
                return result.proposal();
            } catch (RuntimeException e) {
                return Proposal.abstain(ReasonCode.POLICY_ERROR, Failures.describe(e));
            }
        }
    }
}
