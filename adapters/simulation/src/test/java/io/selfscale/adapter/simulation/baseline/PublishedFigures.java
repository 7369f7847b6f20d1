package io.selfscale.adapter.simulation.baseline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of an independent simulator of the standard world: replica-hours and attainment in percent, by trace and
 * policy.
 */
final class PublishedFigures {

    /**
     * What a policy came to.
     *
     * @param hours replica-hours
     * @param attainmentPct in percent; NaN where it was not published
     */
    record Figure(double hours, double attainmentPct) {}

    static final List<String> POLICIES =
            List.of("static-peak", "hpa-default", "hpa-0.4", "hpa-tuned", "founding-table", "clairvoyant");

    private static final Map<String, List<Figure>> BY_TRACE = new LinkedHashMap<>();

    private PublishedFigures() {}

    static List<String> traces() {
        return List.copyOf(BY_TRACE.keySet());
    }

    static Figure of(String trace, String policy) {
        List<Figure> row = BY_TRACE.get(trace);
        if (row == null) {
            throw new IllegalArgumentException("no figures were published for " + trace);
        }
        return row.get(POLICIES.indexOf(policy));
    }

    private static void row(String trace, double... numbers) {
        BY_TRACE.put(
                trace,
                List.of(
                        new Figure(numbers[0], Double.NaN),
                        new Figure(numbers[1], numbers[2]),
                        new Figure(numbers[3], numbers[4]),
                        new Figure(numbers[5], numbers[6]),
                        new Figure(numbers[7], numbers[8]),
                        new Figure(numbers[9], Double.NaN)));
    }

    static {
        row("req_azure2023_code", 40, 31.6, 85.90, 40.2, 96.56, 51.6, 100.00, 26.3, 88.10, 15.7);
        row("req_mooncake_conversation", 7, 7.1, 100.00, 13.3, 100.00, 6.7, 99.74, 6.8, 99.71, 5.6);
        row("req_servegen_mmimage_0800_1100", 24, 23.2, 99.64, 42.3, 100.00, 22.3, 99.13, 25.9, 99.58, 18.7);
        row("req_servegen_r1_1930_2130", 14, 12.8, 99.90, 23.4, 100.00, 12.4, 99.66, 12.9, 99.58, 10.8);
        row("req_servegen_mlarge_day02_thin250", 288, 221.8, 98.40, 397.1, 100.00, 242.6, 99.45, 358.1, 99.92, 162.1);
        row("req_coding_overlay_a", 28, 28.9, 97.59, 53.2, 100.00, 32.6, 99.60, 35.1, 99.65, 22.4);
        row("rate_azure_lmm2024_tue_sat_60s", 528, 501.3, 94.16, 741.5, 99.77, 577.6, 99.02, 658.5, 99.73, 277.0);
        row("rate_servegen_mlarge_week1_600s", 432, 307.2, 99.97, 562.9, 100.00, 266.0, 99.23, 414.0, 99.99, 242.5);
        row("rate_servegen_tenants_week1_600s", 960, 318.5, 99.39, 571.2, 99.99, 305.5, 99.14, 717.7, 98.16, 238.7);
        row("rate_worldcup98_jun30_jul01_60s", 1248, 302.3, 99.98, 559.4, 100.00, 270.7, 99.61, 721.4, 99.99, 243.2);
        row("rate_worldcup98_slow_ramp_300s", 384, 303.4, 99.99, 556.4, 100.00, 261.7, 99.54, 353.2, 99.99, 242.7);
        row("rate_nasa_jul12_13_1s", 912, 498.7, 96.97, 834.0, 99.50, 639.5, 99.20, 800.0, 99.80, 390.2);
        row("rate_burstgpt_tokens_day0_3_60s", 1296, 848.9, 83.82, 1073.6, 97.06, 1633.9, 99.32, 1377.4, 98.55, 327.3);
        row("rate_nab_elb_requests_300s", 864, 466.0, 91.74, 680.1, 99.56, 565.7, 99.21, 804.4, 98.67, 247.2);
        row("rate_azurefunctions2019_tenants_a_60s", 480, 259.0, 35.66, 269.3, 45.47, 321.0, 56.83, 412.8, 63.27, 80.0);
    }
}
