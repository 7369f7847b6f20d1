package io.selfscale.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsEveryKindOfValue() {
        JsonObject json = JsonReader.readObject(
                " { \"s\" : \"text\", \"i\":-7,\"d\":0.5 ,\"t\":true,\"f\":false,\"n\":null,\"o\":{\"a\":1},\"l\":[ 1,2.5 ] } ");

        assertThat(json.string("s")).isEqualTo("text");
        assertThat(json.integer("i")).isEqualTo(-7);
        assertThat(json.count("i")).isEqualTo(-7);
        assertThat(json.number("d")).isEqualTo(0.5);
        assertThat(json.number("i")).isEqualTo(-7);
        assertThat(json.bool("t")).isTrue();
        assertThat(json.bool("f")).isFalse();
        assertThat(json.has("n")).isFalse();
        assertThat(json.get("n")).isNull();
        assertThat(json.stringOrNull("n")).isNull();
        assertThat(json.object("o").integer("a")).isEqualTo(1);
        assertThat(json.numbers("l")).containsExactly(1, 2.5);
        assertThat(json.keys()).containsExactly("s", "i", "d", "t", "f", "n", "o", "l");
    }

    @Test
    void readsIntegersOf64Bits() {
        assertThat(JsonReader.read("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(JsonReader.read("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "1E10", "1e-7", "-2.5e+3", "1.7976931348623157E308", "4.9E-324", "-0.0", "0e0"})
    void readsNumbersWithAFractionOrAnExponentAsDoubles(String text) {
        assertThat(JsonReader.read(text)).isEqualTo(Double.valueOf(text));
    }

    @Test
    void readsEscapes() {
        assertThat(JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\uD83d\\uDe00\""))
                .isEqualTo("\"\\/\b\f\n\r\tAé\uD83D\uDE00");
    }

    @Test
    void writesEveryKindOfValue() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("s", "a\"b\\c\n\r\t\u0001é\uD83D\uDE00");
        map.put("list", Arrays.asList(1, 2L, 0.5, true, null, List.of(), Map.of()));
        map.put("raw", new JsonWriter.Raw("{\"x\":1}"));

        assertThat(JsonWriter.write(map))
                .isEqualTo("{\"s\":\"a\\\"b\\\\c\\n\\r\\t\\u0001é\\ud83d\\ude00\","
                        + "\"list\":[1,2,0.5,true,null,[],{}],\"raw\":{\"x\":1}}");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesToWriteWhatJsonCannotSay(double number) {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonWriter.write(List.of(number)));
    }

    @Test
    void refusesToWriteOtherTypes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonWriter.write(Thread.State.NEW))
                .withMessageContaining("State");
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|0|more text",
                "`  `|2|more text",
                "{|1|more text",
                "[1|2|more text",
                "[1,]|3|a value",
                "[,1]|1|a value",
                "[1 2]|3|']'",
                "{\"a\"}|4|':'",
                "{\"a\":}|5|a value",
                "{\"a\":1,}|7|'\"'",
                "{a:1}|1|'\"'",
                "{\"a\":1,\"a\":2}|11|no second \"a\"",
                "{} {}|3|the end",
                "1 x|2|the end",
                "tru|0|true",
                "nul|0|null",
                "fals|0|false",
                "x|0|a value",
                "\"abc|4|more text",
                "\"\\q\"|3|an escape sequence",
                "\"\\u12\"|3|four hexadecimal digits",
                "\"\\u12g4\"|6|a hexadecimal digit",
                "\"\\u00４1\"|6|a hexadecimal digit",
                "'a'|0|a value",
                "1e999|0|a finite number",
                "NaN|0|a value",
                "9223372036854775808|0|a whole number of at most 64 bits",
                "--1|0|a value",
                "1-2|0|a value",
                "01|0|a value",
                "-|0|a value",
                "+1|0|a value",
                ".5|0|a value",
                "1.|0|a value",
                "1.e5|0|a value",
                "1e|0|a value",
                "-01.5|0|a value"
            })
    void refusesWhatIsNotJsonAndSaysWhere(String text, int position, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.read(text))
                .withMessage("not valid JSON at character " + position + ": expected " + expected);
    }

    @Test
    void refusesAControlCharacterInAString() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.read("\"a\nb\""))
                .withMessageContaining("control character");
    }

    @Test
    void refusesDeepNesting() {
        int deepest = JsonReader.DEEPEST;

        assertThat(JsonReader.read("[".repeat(deepest) + "]".repeat(deepest))).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.read("[".repeat(deepest + 1) + "]".repeat(deepest + 1)))
                .withMessageContaining("nesting of at most 64");
        assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.read("{\"a\":".repeat(1_000_000)));
    }

    @Test
    void countsTheDepthAndNotTheNumberOfBrackets() {
        assertThat(JsonReader.read("[" + "[],".repeat(1000) + "{}]")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"a\"", "null"})
    void refusesAnotherValueWhereAnObjectIsNeeded(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.readObject(text))
                .withMessageContaining("object");
    }

    @Test
    void namesTheKeyOfAValueOfTheWrongType() {
        JsonObject json = JsonReader.readObject(
                "{\"s\":\"x\",\"big\":4294967296,\"d\":1.5,\"l\":[1,\"a\"],\"time\":\"yesterday\"}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.integer("s"))
                .withMessage("\"s\" must be a whole number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.integer("d"))
                .withMessage("\"d\" must be a whole number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.count("big"))
                .withMessage("\"big\" must be a whole number of at most 32 bits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.string("none"))
                .withMessage("\"none\" must be a string");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.bool("s"))
                .withMessage("\"s\" must be true or false");
        assertThatIllegalArgumentException().isThrownBy(() -> json.number("s")).withMessage("\"s\" must be a number");
        assertThatIllegalArgumentException().isThrownBy(() -> json.object("s")).withMessage("\"s\" must be an object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.objects("l"))
                .withMessage("\"l\" must be an array of objects");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.strings("l"))
                .withMessage("\"l\" must be an array of strings");
        assertThatIllegalArgumentException().isThrownBy(() -> json.numbers("l")).withMessage("\"l\" must be a number");
        assertThatIllegalArgumentException().isThrownBy(() -> json.objects("s")).withMessage("\"s\" must be an array");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.instant("time"))
                .withMessageStartingWith("\"time\" must be a time");
    }
}
