package io.selfscale.adapter.cli.demo.worker;

import java.time.Duration;

/**
 * What a worker is told at its start.
 *
 * @param port where it listens on 127.0.0.1, 0 for any free one
 * @param cpuShare how fast it is
 * @param startupDelay how long it waits before it is ready, on top of its real start-up; stands for the loading of
 *     weights; not negative
 * @param index its number among the workers of now, at least 0
 */
public record WorkerSettings(int port, CpuShare cpuShare, Duration startupDelay, int index) {

    public WorkerSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535 but was " + port);
        }
        if (startupDelay.isNegative()) {
            throw new IllegalArgumentException("startup delay must not be negative but was " + startupDelay);
        }
        if (index < 0) {
            throw new IllegalArgumentException("index must be at least 0 but was " + index);
        }
    }

    /**
     * Reads a command line: {@code --port N [--cpu-share X] [--startup-delay SECONDS] [--index N]}, in any order.
     *
     * @throws IllegalArgumentException if it is not understood
     */
    static WorkerSettings parse(String[] arguments) {
        int port = -1;
        double share = 0.2;
        double delaySeconds = 0;
        int index = 0;
        for (int i = 0; i < arguments.length; i += 2) {
            String option = arguments[i];
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(option + " must be followed by a value");
            }
            String value = arguments[i + 1];
            switch (option) {
                case "--port" -> port = (int) number(option, value, 65535);
                case "--cpu-share" -> share = number(option, value, 1);
                case "--startup-delay" -> delaySeconds = number(option, value, 86400);
                case "--index" -> index = (int) number(option, value, Integer.MAX_VALUE);
                default ->
                    throw new IllegalArgumentException(
                            "options are --port, --cpu-share, --startup-delay and" + " --index, but one was " + option);
            }
        }
        if (port < 0) {
            throw new IllegalArgumentException("--port must be given");
        }
        return new WorkerSettings(port, new CpuShare(share), Duration.ofNanos(Math.round(delaySeconds * 1e9)), index);
    }

    private static double number(String option, String text, double greatest) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " must be a number, but was '" + text + "'", e);
        }
        if (!(value >= 0 && value <= greatest)) {
            throw new IllegalArgumentException(
                    option + " must be from 0 to " + (long) greatest + ", but was '" + text + "'");
        }
        return value;
    }
}
