package io.selfscale.engine.lint;

/** A brownout is for the time until capacity comes; where none can come, it is for ever. */
final class BrownoutHeadroom implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.spec().brownout() == null) {
            return;
        }
        long largest = Math.min(subject.max(), Affordable.largest(subject.spec()));
        if (largest <= subject.min()) {
            findings.warning(
                    LintCode.BROWNOUT_WITHOUT_HEADROOM,
                    "brownout",
                    "there is a brownout ladder, but no headroom: min is "
                            + subject.spec().target().min() + ", and at most " + Wording.replicas(largest)
                            + " can be there",
                    "raise replicas.max, quota or budget, so that a brownout ends");
        } else if (subject.outward().isEmpty() && !subject.hasPlans()) {
            findings.warning(
                    LintCode.BROWNOUT_WITHOUT_HEADROOM,
                    "brownout",
                    "there is a brownout ladder, but none of the "
                            + subject.triggers().size()
                            + " policies scales out: a brownout does not end while the load stays",
                    "add a policy that scales out");
        }
    }
}
