package io.selfscale.engine.lint;

/** The largest size should be within quota, instance cap and budget; otherwise the real maximum is smaller. */
final class MaxReach implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        long largest = Affordable.largest(subject.spec());
        if (largest < subject.max()) {
            double money = Affordable.moneyPerHour(subject.spec());
            findings.warning(
                    LintCode.MAX_UNREACHABLE,
                    "replicas.max",
                    "max is " + subject.max() + ", but quotas, instance cap and budget"
                            + spending(subject, money)
                            + " allow " + Wording.replicas(largest) + " at most",
                    "set replicas.max to " + Math.max(1, largest) + ", or raise what holds it back");
        }
    }

    private static String spending(Subject subject, double money) {
        if (!Double.isFinite(money)) {
            return "";
        }
        boolean monthly = money < subject.spec().budget().perHour();
        return " (" + Wording.number(money) + " per hour" + (monthly ? " on the average of a month)" : ")");
    }
}
