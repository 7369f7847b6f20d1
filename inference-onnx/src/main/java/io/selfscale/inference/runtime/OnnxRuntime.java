package io.selfscale.inference.runtime;

import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.List;

/**
 * ONNX Runtime: its library, loaded, and an environment of it. Safe for concurrent use.
 *
 * <p>Everything that is made here is closed by whoever made it, in any order: an object that another one still needs is
 * released after that one. ONNX Runtime's telemetry is switched off before the library is loaded.
 */
public final class OnnxRuntime implements AutoCloseable {
    private final OrtApi api;
    private final HandleCount lent = new HandleCount();
    private final HandleCount own = new HandleCount();
    private final Handle environment;
    private final SessionFactory sessions;
    private final TensorAllocator tensors;

    private OnnxRuntime(OrtApi api, RuntimeSettings settings) {
        this.api = api;
        Pointer pointer = api.get(
                "make an environment",
                ApiFunction.CREATE_ENV,
                settings.logLevel().code(),
                "selfscale");
        environment = new Handle(own, "ONNX Runtime", pointer, p -> api.release(ApiFunction.RELEASE_ENV, p));
        try {
            api.call("switch telemetry off", ApiFunction.DISABLE_TELEMETRY_EVENTS, pointer);
            sessions = new SessionFactory(api, environment);
            tensors = new TensorAllocator(api, lent, own, this::openCuda);
        } catch (RuntimeException e) {
            environment.close();
            throw e;
        }
    }

    /**
     * Finds and loads the library: that of {@link RuntimeSettings#libraryHome}, or natives on the class path, which are
     * unpacked once into the cache folder. The library stays loaded until the process ends.
     *
     * @throws OrtException if there is none, or it cannot be unpacked or loaded, or it is too old; the message says what
     *     was looked for and which dependency to add
     */
    public static OnnxRuntime open(RuntimeSettings settings) {
        Path library = NativeLibraries.locate(settings);
        JnaFolder.load(settings.cacheFolder());
        Telemetry.switchOff();
        return new OnnxRuntime(OrtApi.load(library), settings);
    }

    /** The library's version, such as "1.29.0". */
    public String version() {
        return api.version();
    }

    /** The library's file. */
    public Path library() {
        return api.library();
    }

    /** The names of the execution providers that the library was built with, in ONNX Runtime's order. */
    public List<String> providers() {
        return CudaDiagnosis.providers(api);
    }

    /**
     * Loads a model.
     *
     * @param model the bytes of an ONNX model
     * @throws OrtException if the model is none, an operator or type is not supported, weights are missing, or the
     *     device cannot be used (the message then says what is missing)
     * @throws IllegalArgumentException if the folder of the weights is none
     * @throws IllegalStateException if this is closed
     */
    public Session createSession(byte[] model, SessionSettings settings) {
        return sessions.create(lent, tensors, model, settings);
    }

    /**
     * Makes a tensor in host memory, zeroed.
     *
     * @param shape its dimensions; none for a scalar
     * @throws IllegalArgumentException if a dimension is negative or the size is 2^63 bytes or more
     * @throws IllegalStateException if this is closed
     * @throws OutOfMemoryError if the system has not that much memory
     */
    public Tensor tensor(ElementType type, long... shape) {
        return tensors.host(type, shape);
    }

    /**
     * Makes a tensor in the memory of a device, zeroed.
     *
     * @param device where; {@link Device#CPU} means host memory
     * @param shape its dimensions; none for a scalar
     * @throws IllegalArgumentException if a dimension is negative or the size is 2^63 bytes or more
     * @throws IllegalStateException if this is closed
     * @throws OrtException if the device cannot be used or has not that much memory
     */
    public Tensor tensor(Device device, ElementType type, long... shape) {
        return tensors.on(device, type, shape);
    }

    /**
     * Makes a tensor in host memory that the first CUDA device reaches without the driver's copy, zeroed; ordinary host
     * memory when CUDA cannot be used. Buffers over pinned memory may not be used after the tensor is closed.
     *
     * @param shape its dimensions; none for a scalar
     * @throws IllegalArgumentException if a dimension is negative or the size is 2^63 bytes or more
     * @throws IllegalStateException if this is closed
     */
    public Tensor pinnedTensor(ElementType type, long... shape) {
        return Devices.probe(this).device().isHost() ? tensor(type, shape) : tensors.pinned(0, type, shape);
    }

    /**
     * How many native objects (sessions, bindings, tensors and their memory, options) were made here and are not
     * released: 0 when everything was closed.
     */
    public int openHandles() {
        return lent.open();
    }

    /** The same of what this object keeps for itself: 0 after {@link #close} when everything was closed. */
    int ownHandles() {
        return own.open();
    }

    OrtApi api() {
        return api;
    }

    /** Opens a CUDA device, or throws what says why it cannot be used. */
    void requireCuda(int id) {
        CudaDevice opened = tensors.cuda(id);
        assert opened != null;
    }

    private CudaDevice openCuda(int id) {
        Session session = sessions.create(
                own,
                tensors,
                CudaDevice.emptyModel(),
                SessionSettings.on(Device.cuda(id)).withIntraOpThreads(1));
        try {
            return new CudaDevice(api, own, session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Gives up the environment: no session or tensor is made any more, those that are open work until they are closed.
     * Idempotent.
     */
    @Override
    public void close() {
        tensors.close();
        environment.close();
    }
}
