package io.selfscale.adapter.cli.tune;

/** A policy and loads to tune it on. */
final class SampleLoads {

    static final String POLICY = """
            # Half a batch each.
            apiVersion: selfscale.io/v1
            kind: ScalingPolicy
            target: captions
            replicas: {min: 1, max: 40}
            tick: 15s
            policies:
              - tracking:
                  signal: requests_in_flight
                  kind: total
                  target: 3   # of 8 slots
            limits:
              stabilization: {in: 10m}
            """;

    private SampleLoads() {}

    /** An hour and a half of waves, so many minutes long. */
    static String waves(int minutes) {
        StringBuilder rows = new StringBuilder("t_s,requests\n");
        for (int minute = 0; minute < 90; minute++) {
            rows.append(minute * 60)
                    .append(',')
                    .append(Math.round(100 + 60 * Math.sin(2 * Math.PI * minute / minutes)))
                    .append('\n');
        }
        return rows.toString();
    }
}
