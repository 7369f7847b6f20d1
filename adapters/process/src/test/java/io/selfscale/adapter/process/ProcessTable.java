package io.selfscale.adapter.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the operating system says of processes. */
final class ProcessTable {
    private static final long LIMIT_SECONDS = 20;

    private ProcessTable() {}

    /** Returns the numbers of the dead children of this virtual machine that nobody has collected. */
    static List<Long> zombies() throws IOException {
        long self = ProcessHandle.current().pid();
        List<Long> zombies = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path entry : entries.toList()) {
                String name = String.valueOf(entry.getFileName());
                String[] fields = name.matches("[0-9]+") ? statFields(entry) : new String[0];
                if (fields.length > 1 && fields[0].equals("Z") && Long.parseLong(fields[1]) == self) {
                    zombies.add(Long.parseLong(name));
                }
            }
        }
        return zombies;
    }

    /** Waits until a process has ended; one that only process 1 has not collected yet has. */
    static void awaitEnd(long pid) throws Exception {
        ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
        if (handle != null) {
            handle.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Returns the fields after the name: state, parent, and so on; none if the process has gone meanwhile. */
    private static String[] statFields(Path entry) {
        try {
            String stat = Files.readString(entry.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }
}
