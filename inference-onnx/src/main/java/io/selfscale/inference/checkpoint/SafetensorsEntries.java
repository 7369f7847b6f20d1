package io.selfscale.inference.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Parses the JSON text of a safetensors header: each tensor by itself, whatever its place in the file. */
final class SafetensorsEntries {

    /** What the text says breaks a rule of the format. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private static final String METADATA = "__metadata__";

    // The largest known checkpoint has about a thousand tensors; these keep a hostile header from filling the memory.
    private static final int MAX_TENSORS = 100_000;
    private static final int MAX_RANK = 16;

    /** Bits of an element, for every type the format knows: a file may hold tensors that we have no use for. */
    private static final Map<String, Integer> BITS = Map.ofEntries(
            Map.entry("BOOL", 8),
            Map.entry("F4", 4),
            Map.entry("F6_E2M3", 6),
            Map.entry("F6_E3M2", 6),
            Map.entry("U8", 8),
            Map.entry("I8", 8),
            Map.entry("F8_E5M2", 8),
            Map.entry("F8_E4M3", 8),
            Map.entry("F8_E8M0", 8),
            Map.entry("I16", 16),
            Map.entry("U16", 16),
            Map.entry("F16", 16),
            Map.entry("BF16", 16),
            Map.entry("I32", 32),
            Map.entry("U32", 32),
            Map.entry("F32", 32),
            Map.entry("C64", 64),
            Map.entry("F64", 64),
            Map.entry("I64", 64),
            Map.entry("U64", 64));

    private final JsonParser parser;
    private final long dataStart;

    private SafetensorsEntries(JsonParser parser, long dataStart) {
        this.parser = parser;
        this.dataStart = dataStart;
    }

    /**
     * The tensors in the order of the text.
     *
     * @param dataStart what the offsets in the text count from, in bytes from the start of the file
     */
    static List<SafetensorsHeader.Entry> parse(byte[] text, long dataStart) throws Malformed {
        try (JsonParser parser = Json.parser(text)) {
            return new SafetensorsEntries(parser, dataStart).root();
        }
    }

    private List<SafetensorsHeader.Entry> root() throws Malformed {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "the header", "an object");
        List<SafetensorsHeader.Entry> entries = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            expect(parser.nextToken(), JsonToken.START_OBJECT, name, "an object");
            if (name.equals(METADATA)) {
                metadata();
            } else if (entries.size() == MAX_TENSORS) {
                throw new Malformed("expected at most " + MAX_TENSORS + " tensors");
            } else {
                entries.add(entry(name));
            }
        }
        if (parser.nextToken() != null) {
            throw new Malformed("expected nothing but spaces after the object");
        }
        return entries;
    }

    private void metadata() throws Malformed {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            expect(parser.nextToken(), JsonToken.VALUE_STRING, METADATA, "an object of strings");
        }
    }

    private SafetensorsHeader.Entry entry(String name) throws Malformed {
        String dtype = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (key) {
                case "dtype" -> {
                    expect(value, JsonToken.VALUE_STRING, name, "a string as dtype");
                    dtype = parser.getString();
                }
                case "shape" -> shape = numbers(name, value, key);
                case "data_offsets" -> offsets = numbers(name, value, key);
                default -> parser.skipChildren();
            }
        }
        if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
            throw malformed(name, "expected dtype, shape and two data_offsets");
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        long length = length(name, dtype, shape);
        if (end < begin || end - begin != length) {
            throw malformed(
                    name,
                    "expected " + length + " bytes for " + dtype + " " + shape + " but data_offsets are " + begin
                            + " and " + end);
        }
        // Far from an overflow of the sums that the layout check makes.
        if (end > Long.MAX_VALUE / 2) {
            throw malformed(name, "data_offsets are beyond the end of any file: " + end);
        }
        return new SafetensorsHeader.Entry(name, dtype, shape, dataStart + begin, length);
    }

    private List<Long> numbers(String name, JsonToken value, String key) throws Malformed {
        expect(value, JsonToken.START_ARRAY, name, "a list as " + key);
        List<Long> numbers = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            expect(token, JsonToken.VALUE_NUMBER_INT, name, "integers in " + key);
            long number = parser.getLongValue();
            if (number < 0 || numbers.size() == MAX_RANK) {
                throw malformed(name, "expected at most " + MAX_RANK + " integers from 0 in " + key);
            }
            numbers.add(number);
        }
        return numbers;
    }

    private static long length(String name, String dtype, List<Long> shape) throws Malformed {
        Integer bits = BITS.get(dtype);
        if (bits == null) {
            throw malformed(name, "unknown element type " + Problems.shown(dtype));
        }
        try {
            long total = bits;
            for (long size : shape) {
                total = Math.multiplyExact(total, size);
            }
            if (total % 8 != 0) {
                throw malformed(name, "expected whole bytes but " + dtype + " " + shape + " has " + total + " bits");
            }
            return total / 8;
        } catch (ArithmeticException e) {
            throw malformed(name, "the sizes " + shape + " are beyond any file");
        }
    }

    private static void expect(@Nullable JsonToken found, JsonToken wanted, String where, String what)
            throws Malformed {
        if (found != wanted) {
            throw malformed(where, "expected " + what);
        }
    }

    private static Malformed malformed(String name, String what) {
        return new Malformed(Problems.shown(name) + ": " + what);
    }
}
