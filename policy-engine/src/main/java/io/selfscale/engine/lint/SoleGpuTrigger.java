package io.selfscale.engine.lint;

import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.util.List;

/**
 * The utilization of a GPU is high with a single request already, and stays there: as a permission to scale in it is
 * good, as the only reason to scale out it is not.
 */
final class SoleGpuTrigger implements Check {

    private static final List<String> OTHER_DEVICES = List.of("cpu", "memory", "disk", "network", "slot");

    @Override
    public void check(Subject subject, Findings findings) {
        List<Trigger> outward = subject.outward();
        if (outward.isEmpty() || !outward.stream().allMatch(SoleGpuTrigger::watchesGpu)) {
            return;
        }
        Trigger first = outward.get(0);
        findings.warning(
                LintCode.SOLE_GPU_TRIGGER,
                first.path() + ".signal",
                first.signals().iterator().next() + " alone scales out (" + outward.size()
                        + " of " + outward.size()
                        + " triggers): a GPU is near 100 % with one long request, and says nothing about what waits",
                "add a trigger on demand, such as waiting requests per replica, running requests per slot or backlog"
                        + " seconds, and keep the GPU for scale-in");
    }

    /** What a policy looks at in ways that are not known here may be demand. */
    private static boolean watchesGpu(Trigger trigger) {
        return !trigger.signals().isEmpty() && trigger.signals().stream().allMatch(SoleGpuTrigger::isGpu);
    }

    private static boolean isGpu(Signal signal) {
        String name = signal.name();
        if (name.contains("gpu") || name.contains("kv_cache")) {
            return true;
        }
        return signal.kind() == SignalKind.RATIO
                && name.contains("utilization")
                && OTHER_DEVICES.stream().noneMatch(name::contains);
    }
}
