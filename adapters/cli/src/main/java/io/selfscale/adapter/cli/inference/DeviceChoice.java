package io.selfscale.adapter.cli.inference;

import io.selfscale.adapter.cli.failure.CommandFailedException;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.Devices;
import io.selfscale.inference.runtime.OnnxRuntime;
import java.util.function.Consumer;

/** Where to run, by the word of the command line. */
final class DeviceChoice {

    private DeviceChoice() {}

    /** @param notices told why the CPU was taken when CUDA might have been */
    static Device of(String word, OnnxRuntime runtime, Consumer<String> notices) {
        return switch (word) {
            case "cpu" -> Device.CPU;
            case "cuda" -> {
                Devices.Choice choice = Devices.probe(runtime);
                if (choice.device().isHost()) {
                    throw new CommandFailedException(choice.reason());
                }
                yield choice.device();
            }
            case "auto" -> {
                Devices.Choice choice = Devices.probe(runtime);
                if (choice.device().isHost()) {
                    notices.accept(choice.reason());
                }
                yield choice.device();
            }
            default -> throw new UsageException("--device is " + word + "; expected auto, cpu or cuda");
        };
    }
}
