package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuntimeSettingsTest {
    private static RuntimeSettings settings(String os, Map<String, String> environment, String... properties) {
        Map<String, String> all = new HashMap<>(Map.of("os.name", os, "user.home", "/home/me"));
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        return RuntimeSettings.from(all::get, environment);
    }

    @Test
    void usesTheCacheFolderOfTheSystem() {
        assertThat(settings("Linux", Map.of()).cacheFolder()).isEqualTo(Path.of("/home/me/.cache/selfscale"));
        assertThat(settings("Linux", Map.of("XDG_CACHE_HOME", "/var/cache/me")).cacheFolder())
                .isEqualTo(Path.of("/var/cache/me/selfscale"));
        // The specification of the base folders says to ignore a relative one.
        assertThat(settings("Linux", Map.of("XDG_CACHE_HOME", "cache")).cacheFolder())
                .isEqualTo(Path.of("/home/me/.cache/selfscale"));
        assertThat(settings("Mac OS X", Map.of()).cacheFolder())
                .isEqualTo(Path.of("/home/me/Library/Caches/selfscale"));
        assertThat(settings("Windows 11", Map.of()).cacheFolder())
                .isEqualTo(Path.of("/home/me/AppData/Local/selfscale"));
    }

    @Test
    void readsItsSystemProperties() {
        RuntimeSettings settings = settings(
                "Linux", Map.of(), "selfscale.cache", "/data", "selfscale.onnxruntime.home", "/opt/onnxruntime");
        assertThat(settings.cacheFolder()).isEqualTo(Path.of("/data"));
        assertThat(settings.libraryHome()).contains(Path.of("/opt/onnxruntime"));
        assertThat(settings("Linux", Map.of(), "selfscale.onnxruntime.home", " ")
                        .libraryHome())
                .isEmpty();
    }

    @Test
    void knowsItsDevices() {
        assertThat(Device.CPU).hasToString("cpu");
        assertThat(Device.cuda(1)).hasToString("cuda:1");
        assertThatIllegalArgumentException().isThrownBy(() -> Device.cuda(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Device(Device.Kind.CPU, 1));
    }
}
