package io.selfscale.adapter.process;

import java.util.List;
import java.util.Map;

/**
 * A command with every placeholder filled in.
 *
 * @param command the program and its arguments
 * @param environment variables added to those of this process
 */
record Launch(List<String> command, Map<String, String> environment) {
    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
