package io.selfscale.policy.spi;

import java.util.Optional;

/** Keeps nothing. */
record DisabledStateStore() implements StateStore {

    @Override
    public void save(String target, String state) {}

    @Override
    public Optional<String> load(String target) {
        return Optional.empty();
    }
}
