package io.selfscale.inference.runtime;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes sessions of an environment. Safe for concurrent use. */
final class SessionFactory {
    private static final String EXTERNAL_FOLDER = "session.model_external_initializers_file_folder_path";
    private static final String NO_PREPACKING = "session.disable_prepacking";

    private final OrtApi api;
    private final Handle environment;

    SessionFactory(OrtApi api, Handle environment) {
        this.api = api;
        this.environment = environment;
    }

    /**
     * Makes a session.
     *
     * @param count where the session is counted
     * @param tensors what its bindings take tensors from
     */
    Session create(HandleCount count, TensorAllocator tensors, byte[] model, SessionSettings settings) {
        settings.externalDataFolder().ifPresent(SessionFactory::requireFolder);
        environment.enter();
        try (Handle options = options(count, settings)) {
            Pointer pointer = api.get(
                    "make a session of a model of " + model.length + " bytes on " + settings.device(),
                    ApiFunction.CREATE_SESSION_FROM_ARRAY,
                    environment.pointer(),
                    model,
                    (long) model.length,
                    options.pointer());
            Handle session = new Handle(
                    count, "the session", pointer, p -> api.release(ApiFunction.RELEASE_SESSION, p), environment);
            try {
                return new Session(api, tensors, session, settings, new SessionReader(api, count, pointer));
            } catch (RuntimeException e) {
                session.close();
                throw e;
            }
        } finally {
            environment.drop();
        }
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("the folder of the model's weights, " + folder
                    + ", is no folder: expected the real folder of the files that the model's initializers name");
        }
    }

    private Handle options(HandleCount count, SessionSettings settings) {
        Pointer pointer = api.get("make session options", ApiFunction.CREATE_SESSION_OPTIONS);
        Handle options = new Handle(
                count, "the session's options", pointer, p -> api.release(ApiFunction.RELEASE_SESSION_OPTIONS, p));
        try {
            api.call(
                    "set the number of threads",
                    ApiFunction.SET_INTRA_OP_NUM_THREADS,
                    pointer,
                    settings.intraOpThreads());
            config(settings)
                    .forEach((key, value) -> api.call(
                            "set the session's entry " + key + "=" + value,
                            ApiFunction.ADD_SESSION_CONFIG_ENTRY,
                            pointer,
                            key,
                            value));
            if (settings.device().kind() == Device.Kind.CUDA) {
                appendCuda(count, pointer, settings);
            }
            return options;
        } catch (RuntimeException e) {
            options.close();
            throw e;
        }
    }

    private static Map<String, String> config(SessionSettings settings) {
        Map<String, String> config = new TreeMap<>();
        settings.externalDataFolder()
                .ifPresent(folder ->
                        config.put(EXTERNAL_FOLDER, folder.toAbsolutePath().toString()));
        if (!settings.prepacking()) {
            config.put(NO_PREPACKING, "1");
        }
        config.putAll(settings.config());
        return config;
    }

    private void appendCuda(HandleCount count, Pointer sessionOptions, SessionSettings settings) {
        Map<String, String> entries = new TreeMap<>(settings.cudaOptions());
        entries.put("device_id", Integer.toString(settings.device().id()));
        try {
            Pointer pointer = api.get("make CUDA options", ApiFunction.CREATE_CUDA_PROVIDER_OPTIONS);
            try (Handle options = new Handle(
                    count,
                    "the CUDA options",
                    pointer,
                    p -> api.release(ApiFunction.RELEASE_CUDA_PROVIDER_OPTIONS, p))) {
                Texts keys = new Texts(entries.keySet());
                Texts values = new Texts(entries.values());
                api.call(
                        "set the CUDA options " + entries,
                        ApiFunction.UPDATE_CUDA_PROVIDER_OPTIONS,
                        options.pointer(),
                        keys.array,
                        values.array,
                        (long) entries.size());
                api.call(
                        "add the CUDA provider",
                        ApiFunction.SESSION_OPTIONS_APPEND_EXECUTION_PROVIDER_CUDA_V2,
                        sessionOptions,
                        options.pointer());
            }
        } catch (OrtException e) {
            if (e.code() == OrtException.INVALID_ARGUMENT
                    && !settings.cudaOptions().isEmpty()) {
                throw e;
            }
            throw new OrtException(e.code(), CudaDiagnosis.explain(api, String.valueOf(e.getMessage())), e);
        }
    }

    /** An array of C strings, which is valid while this object is reachable. */
    private static final class Texts {
        final Memory array;
        private final List<Memory> texts = new ArrayList<>();

        Texts(Iterable<String> strings) {
            for (String string : strings) {
                byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
                Memory text = new Memory(bytes.length + 1L);
                text.write(0, bytes, 0, bytes.length);
                text.setByte(bytes.length, (byte) 0);
                texts.add(text);
            }
            array = new Memory(Math.max(1, texts.size()) * (long) Native.POINTER_SIZE);
            for (int i = 0; i < texts.size(); i++) {
                array.setPointer(i * (long) Native.POINTER_SIZE, texts.get(i));
            }
        }
    }
}
