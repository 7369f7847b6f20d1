package io.selfscale.inference.runtime;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The native options of one run, entered in its cancellation while they exist. */
final class RunOptions implements AutoCloseable {
    private final Handle handle;
    private final @Nullable Cancellation cancellation;
    private final Cancellation.Running running;

    RunOptions(OrtApi api, HandleCount count, RunSettings settings) {
        Pointer options = api.get("make run options", ApiFunction.CREATE_RUN_OPTIONS);
        handle = new Handle(count, "the run's options", options, p -> api.release(ApiFunction.RELEASE_RUN_OPTIONS, p));
        running = () -> api.call("cancel a run", ApiFunction.RUN_OPTIONS_SET_TERMINATE, options);
        cancellation = settings.cancellation();
        try {
            if (!settings.tag().isEmpty()) {
                api.call("set the run's tag", ApiFunction.RUN_OPTIONS_SET_RUN_TAG, options, settings.tag());
            }
            settings.config()
                    .forEach((key, value) -> api.call(
                            "set the run's entry " + key + "=" + value,
                            ApiFunction.ADD_RUN_CONFIG_ENTRY,
                            options,
                            key,
                            value));
            if (cancellation != null) {
                cancellation.enter(running);
            }
        } catch (RuntimeException e) {
            handle.close();
            throw e;
        }
    }

    Pointer pointer() {
        return handle.pointer();
    }

    @Override
    public void close() {
        if (cancellation != null) {
            cancellation.leave(running);
        }
        handle.close();
    }
}
