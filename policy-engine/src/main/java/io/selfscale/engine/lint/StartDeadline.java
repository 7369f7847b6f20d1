package io.selfscale.engine.lint;

import io.selfscale.engine.spec.PoolSpec;

/** A replica that expires before it is ready is replaced by one that expires too. */
final class StartDeadline implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        for (int i = 0; i < subject.spec().pools().size(); i++) {
            PoolSpec pool = subject.spec().pools().get(i);
            String path = "pools[" + i + "].startDeadline";
            String deadline = "replicas of pool " + pool.name() + " expire after " + Wording.time(pool.startDeadline());
            String remedy = "use at least "
                    + Wording.time(pool.startup().p99().multipliedBy(3).dividedBy(2))
                    + ": the 99th percentile and half as much again";
            if (pool.startDeadline().compareTo(pool.startup().p50()) < 0) {
                findings.error(
                        LintCode.START_DEADLINE_TOO_SHORT,
                        path,
                        deadline + ", but half of them take longer than "
                                + Wording.time(pool.startup().p50()),
                        remedy);
            } else if (pool.startDeadline().compareTo(pool.startup().p99()) < 0) {
                findings.warning(
                        LintCode.START_DEADLINE_TOO_SHORT,
                        path,
                        deadline + ", but one in a hundred takes longer than "
                                + Wording.time(pool.startup().p99()),
                        remedy);
            }
        }
    }
}
