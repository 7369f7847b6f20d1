package io.selfscale.adapter.process;

import io.selfscale.policy.spi.ReplicaPool;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** Commands that run classes of this module in virtual machines of their own, started as cheaply as possible. */
final class JavaWorkers {
    static final String JAVA = Path.of(property("java.home"), "bin", "java").toString();

    private JavaWorkers() {}

    /** Returns a command that runs {@link TinyWorker}. */
    static List<String> tinyWorker(String... arguments) {
        return command(TinyWorker.class, arguments);
    }

    static List<String> command(Class<?> main, String... arguments) {
        Stream<String> classes = Stream.of(main, ProcessPool.class, ReplicaPool.class, Logger.class)
                .map(JavaWorkers::location);
        String classPath = Stream.concat(classes, logger()).distinct().collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the archive of the logger that prints, which no module of ours reads. */
    private static Stream<String> logger() {
        return Stream.of("java.class.path", "jdk.module.path")
                .flatMap(property -> Stream.of(property(property).split(Pattern.quote(File.pathSeparator))))
                .filter(entry -> entry.contains("slf4j-simple"));
    }

    private static String property(String name) {
        return Objects.requireNonNullElse(System.getProperty(name), "");
    }

    /** Returns the folder or archive that a class comes from, also where tests run in the module they test. */
    private static String location(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".class";
        URL url = Objects.requireNonNull(type.getResource("/" + name), name);
        String text = url.toString();
        text = text.substring(0, text.length() - name.length());
        if (text.startsWith("jar:")) {
            text = text.substring("jar:".length(), text.length() - "!/".length());
        }
        return Path.of(URI.create(text)).toString();
    }
}
