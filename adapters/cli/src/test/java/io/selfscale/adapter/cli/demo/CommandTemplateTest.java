package io.selfscale.adapter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.option.OptionValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTemplateTest {

    @Test
    void splitsAtWhiteSpace() {
        assertThat(words("java  -jar worker.jar\t{port} ")).containsExactly("java", "-jar", "worker.jar", "{port}");
    }

    @Test
    void keepsQuotedWordsTogether() {
        assertThat(words("'my worker' --name=\"a b\" ''")).containsExactly("my worker", "--name=a b", "");
    }

    @Test
    void refusesAQuoteThatIsNotClosed() {
        assertThatThrownBy(() -> words("'worker {port}"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--worker-command must be a command whose quotes are closed, but was ''worker {port}'");
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(() -> words("  ")).isInstanceOf(UsageException.class).hasMessageContaining("such as");
    }

    private static List<String> words(String text) {
        return CommandTemplate.words(new OptionValue("--worker-command", text));
    }
}
