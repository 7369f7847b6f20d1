package io.selfscale.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class SharedStringsProperties {

    @Property
    void givesThePartThatWasAskedFor(
            @ForAll @StringLength(max = 60) String text,
            @ForAll @IntRange(max = 60) int one,
            @ForAll @IntRange(max = 60) int other) {
        int start = Math.min(Math.min(one, other), text.length());
        int end = Math.min(Math.max(one, other), text.length());
        SharedStrings shared = new SharedStrings();
        shared.substring(text, 0, text.length());
        assertThat(shared.substring(text, start, end)).isEqualTo(text.substring(start, end));
        assertThat(shared.substring(text, start, end)).isEqualTo(text.substring(start, end));
    }

    @Example
    void givesTheSameObjectAgain() {
        SharedStrings shared = new SharedStrings();
        assertThat(shared.substring("at;at", 3, 5)).isSameAs(shared.substring("at;at", 0, 2));
    }
}
