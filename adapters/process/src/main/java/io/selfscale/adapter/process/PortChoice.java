package io.selfscale.adapter.process;

import java.io.IOException;
import java.util.Set;

/** Chooses the port that a worker is told to listen on. */
@FunctionalInterface
interface PortChoice {

    /**
     * Returns a free port.
     *
     * @param taken ports that other workers were given
     * @throws IOException if there is none
     */
    int choose(Set<Integer> taken) throws IOException;
}
