package io.selfscale.inference.runtime;

/** Chooses the device to run on. */
public final class Devices {
    private Devices() {}

    /**
     * A device and why it was chosen.
     *
     * @param device the device
     * @param reason one or more sentences for people; for the CPU they say why CUDA is not used, and what to install
     */
    public record Choice(Device device, String reason) {}

    /**
     * Returns the first CUDA device if it can be used, the CPU otherwise. The first call loads CUDA (seconds, with a
     * GPU), later ones give the same answer; a device that could be used stays open in the run-time.
     *
     * @throws IllegalStateException if the run-time is closed
     */
    public static Choice probe(OnnxRuntime runtime) {
        return runtime.probe();
    }
}
