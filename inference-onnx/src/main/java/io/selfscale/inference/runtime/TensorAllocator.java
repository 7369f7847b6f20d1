package io.selfscale.inference.runtime;

import com.sun.jna.Pointer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Makes tensors in every kind of memory. Safe for concurrent use. */
final class TensorAllocator implements AutoCloseable {
    private final OrtApi api;
    private final HandleCount count;
    private final Handle hostInfo;
    private final IntFunction<CudaDevice> opener;
    private final Map<Integer, CudaDevice> cudaDevices = new TreeMap<>();
    private boolean closed;

    /**
     * Makes an allocator.
     *
     * @param count where tensors are counted
     * @param own where what the allocator itself keeps is counted
     * @param opener opens the CUDA device of a number when it is first needed
     */
    TensorAllocator(OrtApi api, HandleCount count, HandleCount own, IntFunction<CudaDevice> opener) {
        this.api = api;
        this.count = count;
        this.opener = opener;
        this.hostInfo = memoryInfo(api, own, "Cpu", 0, /* memoryType= */ 0);
    }

    /** Makes a description of a kind of memory, by the names that ONNX Runtime's allocators have. */
    static Handle memoryInfo(OrtApi api, HandleCount count, String name, int id, int memoryType) {
        int deviceAllocator = 0;
        Pointer info = api.get(
                "describe the memory " + name, ApiFunction.CREATE_MEMORY_INFO, name, deviceAllocator, id, memoryType);
        return new Handle(count, "the memory description", info, p -> api.release(ApiFunction.RELEASE_MEMORY_INFO, p));
    }

    HandleCount count() {
        return count;
    }

    /** A zeroed tensor in host memory. */
    Tensor host(ElementType type, long... shape) {
        long bytes = Tensor.byteSize(type, shape);
        hostInfo.enter();
        try {
            Storage storage = Storage.host(count, hostInfo, bytes);
            try {
                return Tensor.over(api, count, storage, type, shape);
            } finally {
                storage.handle().close();
            }
        } finally {
            hostInfo.drop();
        }
    }

    /** A zeroed tensor in a device's memory. */
    Tensor on(Device device, ElementType type, long... shape) {
        return device.isHost() ? host(type, shape) : cuda(device.id()).tensor(count, type, shape);
    }

    /** A tensor in host memory that the device of a number can reach. */
    Tensor pinned(int id, ElementType type, long... shape) {
        return cuda(id).pinnedTensor(count, hostInfo, type, shape);
    }

    /** The description of a device's memory; valid while this allocator is open. */
    Handle memoryInfo(Device device) {
        return device.isHost() ? hostInfo : cuda(device.id()).memoryInfo();
    }

    /** Takes over a tensor that ONNX Runtime allocated; one on the host is copied and released. */
    Tensor adopt(Pointer value, Device device) {
        Handle handle = new Handle(count, "the tensor", value, p -> api.release(ApiFunction.RELEASE_VALUE, p));
        try {
            Pointer info = api.get("get the shape of an output", ApiFunction.GET_TENSOR_TYPE_AND_SHAPE, value);
            TensorInfo shape;
            try (Handle held = new Handle(
                    count, "the shape", info, p -> api.release(ApiFunction.RELEASE_TENSOR_TYPE_AND_SHAPE_INFO, p))) {
                shape = SessionReader.tensorInfo(api, "an output", held.pointer());
            }
            long[] dimensions =
                    shape.shape().stream().mapToLong(Long::longValue).toArray();
            Pointer data = api.get("reach an output", ApiFunction.GET_TENSOR_MUTABLE_DATA, value);
            if (!device.isHost()) {
                Storage storage = cuda(device.id()).storage(handle, data, Tensor.byteSize(shape.type(), dimensions));
                return new Tensor(api, count, storage, handle, shape.type(), dimensions);
            }
            Tensor copy = host(shape.type(), dimensions);
            Storage source = new Storage(handle, data, copy.byteSize(), Device.CPU, hostInfo, null);
            Storage.copy(source, copy.storage(), copy.byteSize());
            handle.close();
            return copy;
        } catch (RuntimeException e) {
            handle.close();
            throw e;
        }
    }

    /** Opens the CUDA device of a number, unless it is open. */
    synchronized CudaDevice cuda(int id) {
        if (closed) {
            throw new IllegalStateException("ONNX Runtime is closed");
        }
        // Not computeIfAbsent: opening makes a session, which may not happen inside the map.
        CudaDevice device = cudaDevices.get(id);
        if (device == null) {
            device = opener.apply(id);
            cudaDevices.put(id, device);
        }
        return device;
    }

    @Override
    public synchronized void close() {
        closed = true;
        cudaDevices.values().forEach(CudaDevice::close);
        cudaDevices.clear();
        hostInfo.close();
    }
}
