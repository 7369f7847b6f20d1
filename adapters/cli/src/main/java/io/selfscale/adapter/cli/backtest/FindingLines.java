package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.yaml.finding.Finding;
import java.util.List;

/** Takes what is wrong with a file, to show it as {@code selfscale lint} does. */
@FunctionalInterface
public interface FindingLines {

    /** Shows findings. */
    void write(List<Finding> findings);
}
