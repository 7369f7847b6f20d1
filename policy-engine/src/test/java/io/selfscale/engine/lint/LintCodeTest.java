package io.selfscale.engine.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LintCodeTest {

    private static final Pattern SECTION = Pattern.compile("(?ms)^## ([A-Z_]+)$(.*?)(?=^## |\\z)");

    private static List<MatchResult> sections() throws IOException {
        return SECTION.matcher(Files.readString(Path.of("..", "docs", "lint.md")))
                .results()
                .toList();
    }

    @Test
    void everyCodeIsExplainedAndNothingElse() throws IOException {
        assertThat(sections().stream().map(section -> String.valueOf(section.group(1))))
                .containsExactlyElementsOf(
                        Arrays.stream(LintCode.values()).map(Enum::name).toList());
    }

    @Test
    void everySectionHasNumbersRemedyAndExample() throws IOException {
        for (MatchResult section : sections()) {
            assertThat(section.group(2)).as("%s", section.group(1)).contains("*Numbers:*", "*Remedy:*", "*Example:*");
        }
    }
}
