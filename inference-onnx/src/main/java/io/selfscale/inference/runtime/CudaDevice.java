package io.selfscale.inference.runtime;

import ai.onnx.proto.OnnxMl;
import com.sun.jna.Pointer;
import java.util.Arrays;

/**
 * The memory of a CUDA device. ONNX Runtime hands out a provider's allocator through a session only, so that a session
 * over an empty model is kept open for it: it takes no device memory beyond the CUDA context. Safe for concurrent use.
 */
final class CudaDevice implements AutoCloseable {
    /** {@code OrtMemTypeCPUOutput}: host memory that the device can reach. */
    private static final int PINNED = -1;

    private final OrtApi api;
    private final Device device;
    private final Session session;
    private final Memories memories;
    private final CudaMemory copier;

    private record Memories(Handle deviceInfo, Handle device, Handle pinnedInfo, Handle pinned) {}

    /**
     * Takes over a session on the device.
     *
     * @param own where the allocators are counted
     */
    CudaDevice(OrtApi api, HandleCount own, Session session) {
        this.api = api;
        this.device = session.device();
        this.session = session;
        this.copier = CudaMemory.ofProvider();
        Handle deviceInfo = TensorAllocator.memoryInfo(api, own, "Cuda", device.id(), /* memoryType= */ 0);
        Handle pinnedInfo = TensorAllocator.memoryInfo(api, own, "CudaPinned", device.id(), PINNED);
        try {
            Handle allocator = allocator(own, deviceInfo);
            try {
                this.memories = new Memories(deviceInfo, allocator, pinnedInfo, allocator(own, pinnedInfo));
            } catch (RuntimeException e) {
                allocator.close();
                throw e;
            }
        } catch (RuntimeException e) {
            deviceInfo.close();
            pinnedInfo.close();
            throw e;
        }
    }

    /** The smallest model: hands its one byte through. */
    static byte[] emptyModel() {
        OnnxMl.TypeProto type = OnnxMl.TypeProto.newBuilder()
                .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(ElementType.UINT8.code())
                        .setShape(OnnxMl.TensorShapeProto.newBuilder()
                                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder()
                                        .setDimValue(1))))
                .build();
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(OnnxMl.GraphProto.newBuilder()
                        .setName("memory")
                        .addInput(
                                OnnxMl.ValueInfoProto.newBuilder().setName("in").setType(type))
                        .addOutput(OnnxMl.ValueInfoProto.newBuilder()
                                .setName("out")
                                .setType(type))
                        .addNode(OnnxMl.NodeProto.newBuilder()
                                .setOpType("Identity")
                                .addInput("in")
                                .addOutput("out")))
                .build()
                .toByteArray();
    }

    private Handle allocator(HandleCount own, Handle info) {
        Pointer pointer = api.get(
                "get the allocator of " + device,
                ApiFunction.CREATE_ALLOCATOR,
                session.handle().pointer(),
                info.pointer());
        return new Handle(
                own,
                "the allocator of " + device,
                pointer,
                p -> api.release(ApiFunction.RELEASE_ALLOCATOR, p),
                session.handle(),
                info);
    }

    /** A zeroed tensor in the device's memory. */
    Tensor tensor(HandleCount count, ElementType type, long... shape) {
        Handle value = allocate(count, memories.device(), type, shape);
        try {
            long bytes = Tensor.byteSize(type, shape);
            Storage storage = storage(value, data(value), bytes);
            copier.clear(storage.data(), bytes);
            return new Tensor(api, count, storage, value, type, shape);
        } catch (RuntimeException e) {
            value.close();
            throw e;
        }
    }

    /**
     * A zeroed tensor in host memory that the device can reach without a copy of the driver's.
     *
     * <p>ONNX Runtime is told that it is plain host memory. Told the truth, it lets kernels read an input through the bus
     * as often as they like, and it fails to hand out an output that is bound to such memory (1.28: it copies the memory
     * onto itself, which it then refuses). The driver knows the addresses, so that copies are as fast either way.
     */
    Tensor pinnedTensor(HandleCount count, Handle hostInfo, ElementType type, long... shape) {
        try (Handle memory = allocate(count, memories.pinned(), type, shape)) {
            long bytes = Tensor.byteSize(type, shape);
            Pointer data = data(memory);
            data.setMemory(0, bytes, (byte) 0);
            Storage storage = new Storage(memory, data, bytes, Device.CPU, hostInfo, null);
            return Tensor.over(api, count, storage, type, shape);
        }
    }

    /** Memory of the device that something else holds. */
    Storage storage(Handle holder, Pointer data, long bytes) {
        return new Storage(holder, data, bytes, device, memories.deviceInfo(), copier);
    }

    Handle memoryInfo() {
        return memories.deviceInfo();
    }

    private Handle allocate(HandleCount count, Handle allocator, ElementType type, long... shape) {
        Pointer from = allocator.enter();
        try {
            Pointer value = api.get(
                    "allocate a tensor " + type + Arrays.toString(shape) + " (" + Tensor.byteSize(type, shape)
                            + " bytes) on " + device,
                    ApiFunction.CREATE_TENSOR_AS_ORT_VALUE,
                    from,
                    Tensor.dimensions(shape),
                    (long) shape.length,
                    type.code());
            return new Handle(count, "the tensor", value, p -> api.release(ApiFunction.RELEASE_VALUE, p), allocator);
        } finally {
            allocator.drop();
        }
    }

    private Pointer data(Handle value) {
        return api.get("reach a tensor's memory", ApiFunction.GET_TENSOR_MUTABLE_DATA, value.pointer());
    }

    @Override
    public void close() {
        memories.device().close();
        memories.pinned().close();
        memories.deviceInfo().close();
        memories.pinnedInfo().close();
        session.close();
    }
}
