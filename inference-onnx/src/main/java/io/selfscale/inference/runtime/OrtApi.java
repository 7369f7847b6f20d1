package io.selfscale.inference.runtime;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's table of functions: calls them and turns a status that is not null into an {@link OrtException}. Safe
 * for concurrent use.
 *
 * <p>The library is never unloaded: its threads and thread-local data may outlive every object made from it.
 */
final class OrtApi {
    /** The newest version of the table that is asked for. */
    private static final int NEWEST_VERSION = 29;

    /** The oldest version whose operators and functions suffice. */
    private static final int OLDEST_VERSION = 28;

    private final String version;
    private final Path library;
    private final Map<ApiFunction, Function> functions = new EnumMap<>(ApiFunction.class);

    /** Unloads the library once nobody holds it: the functions below do not, they are bare addresses. */
    private final NativeLibrary loaded;

    private OrtApi(NativeLibrary loaded, Path library, String version, Pointer table) {
        this.loaded = loaded;
        this.library = library;
        this.version = version;
        for (ApiFunction function : ApiFunction.values()) {
            Pointer address = table.getPointer((long) Native.POINTER_SIZE * function.place());
            functions.put(function, Function.getFunction(address, Function.C_CONVENTION, "UTF-8"));
        }
    }

    /**
     * Loads the library and takes its table.
     *
     * @throws OrtException if the file is no library that can be loaded here, is not ONNX Runtime, or is too old
     */
    static OrtApi load(Path library) {
        NativeLibrary loaded;
        Pointer base;
        try {
            loaded = NativeLibrary.getInstance(library.toString());
            base = loaded.getFunction("OrtGetApiBase").invokePointer(new Object[0]);
        } catch (UnsatisfiedLinkError e) {
            throw new OrtException(
                    OrtException.NO_LIBRARY,
                    "could not load " + library + " as ONNX Runtime: " + e.getMessage()
                            + ". Expected a build of ONNX Runtime 1." + OLDEST_VERSION + " or newer for this system"
                            + " and processor; -D" + RuntimeSettings.HOME_PROPERTY + "=<folder> names another one",
                    e);
        }
        String version =
                Function.getFunction(base.getPointer(Native.POINTER_SIZE)).invokeString(new Object[0], false);
        int minor = minor(version);
        Pointer table = minor < OLDEST_VERSION
                ? null
                : Function.getFunction(base.getPointer(0))
                        .invokePointer(new Object[] {Math.min(NEWEST_VERSION, minor)});
        if (table == null) {
            throw new OrtException(
                    OrtException.NO_LIBRARY,
                    library + " is ONNX Runtime " + version + ", expected 1." + OLDEST_VERSION
                            + " or newer: use a newer com.microsoft.onnxruntime artifact, or name another build with -D"
                            + RuntimeSettings.HOME_PROPERTY + "=<folder>");
        }
        return new OrtApi(loaded, library, version, table);
    }

    /** The 29 of 1.29.0; -1 if the text is no such version. */
    static int minor(String version) {
        int first = version.indexOf('.');
        int second = version.indexOf('.', first + 1);
        String minor = first < 0 ? "" : version.substring(first + 1, second < 0 ? version.length() : second);
        return version.startsWith("1.") && minor.matches("[0-9]{1,4}") ? Integer.parseInt(minor) : -1;
    }

    String version() {
        return version;
    }

    Path library() {
        // Also keeps the field alive in the eyes of the analysis: it is there to be held, not to be read.
        assert loaded.getFile() != null;
        return library;
    }

    /**
     * Calls a function that returns a status.
     *
     * @param doing what the call is for, as it follows "could not"
     * @throws OrtException if the status is not null
     */
    void call(String doing, ApiFunction function, @Nullable Object... arguments) {
        Pointer status = function(function).invokePointer(arguments);
        if (status == null) {
            return;
        }
        int code = function(ApiFunction.GET_ERROR_CODE).invokeInt(new Object[] {status});
        String message = function(ApiFunction.GET_ERROR_MESSAGE).invokeString(new Object[] {status}, false);
        release(ApiFunction.RELEASE_STATUS, status);
        throw OrtException.ofStatus(doing, code, message);
    }

    /** Calls a function whose last parameter receives a pointer; what that is may be null. */
    @Nullable
    Pointer find(String doing, ApiFunction function, @Nullable Object... arguments) {
        // An array and not a reference of JNA's: those are native memory, several times the cost of the call.
        long[] result = new long[1];
        call(doing, function, with(arguments, result));
        return result[0] == 0 ? null : new Pointer(result[0]);
    }

    /** Calls a function whose last parameter receives a pointer that is not null. */
    Pointer get(String doing, ApiFunction function, @Nullable Object... arguments) {
        Pointer result = find(doing, function, arguments);
        if (result == null) {
            throw new OrtException(OrtException.FAIL, "could not " + doing + ": ONNX Runtime gave nothing back");
        }
        return result;
    }

    /** Calls a function whose last parameter receives a size_t. */
    long size(String doing, ApiFunction function, @Nullable Object... arguments) {
        long[] result = new long[1];
        call(doing, function, with(arguments, result));
        return result[0];
    }

    /** Calls a function whose last parameter receives an int or an enum. */
    int number(String doing, ApiFunction function, @Nullable Object... arguments) {
        int[] result = new int[1];
        call(doing, function, with(arguments, result));
        return result[0];
    }

    /** Calls a function that releases an object and returns nothing. */
    void release(ApiFunction function, Pointer object) {
        function(function).invokeVoid(new Object[] {object});
    }

    /** Reads a text that the default allocator made, and frees it. */
    String takeText(Pointer text) {
        try {
            return text.getString(0, "UTF-8");
        } finally {
            free(text);
        }
    }

    /** A text as the C API takes it. */
    static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    /** Frees what the default allocator made. */
    void free(Pointer memory) {
        call("free memory", ApiFunction.ALLOCATOR_FREE, defaultAllocator(), memory);
    }

    /** The allocator of the host; it lives as long as the library. */
    Pointer defaultAllocator() {
        return get("get the default allocator", ApiFunction.GET_ALLOCATOR_WITH_DEFAULT_OPTIONS);
    }

    private Function function(ApiFunction function) {
        Function found = functions.get(function);
        if (found == null) {
            throw new AssertionError(function);
        }
        return found;
    }

    private static @Nullable Object[] with(@Nullable Object[] arguments, Object last) {
        @Nullable Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }
}
