package io.selfscale.adapter.cli.inference;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much memory of this machine can still be taken. */
final class AvailableMemory {

    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final String KEY = "MemAvailable:";

    private AvailableMemory() {}

    /** In bytes. On Linux what can be taken without swapping, caches of files included; elsewhere what is unused. */
    static long bytes() {
        return ofLinux()
                .orElseGet(() -> ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getFreeMemorySize());
    }

    private static OptionalLong ofLinux() {
        if (!Files.isReadable(LINUX)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(LINUX)) {
            return lines.filter(line -> line.startsWith(KEY))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | NumberFormatException unreadable) {
            return OptionalLong.empty();
        }
    }
}
