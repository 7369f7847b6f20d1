package io.selfscale.adapter.cli.demo.view;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** A picture of the run in the last lines of the terminal, redrawn in place; ends as ordinary text on the screen. */
public final class LiveView implements DemoView {

    /** Asking for the size starts a process, so it is not done for every picture. */
    private static final int PICTURES_PER_SIZE = 10;

    private static final Size FALLBACK = Size.of(80, 24);

    private final Terminal terminal;
    private final Display display;
    private final LiveFrame frame;
    private final PrintStream standardError = System.err;
    private Size size = FALLBACK;
    private int pictures;
    private boolean closed;

    private LiveView(Terminal terminal, boolean coloured) {
        this.terminal = terminal;
        this.display = new Display(terminal, /* fullscreen= */ false);
        this.frame = new LiveFrame(StandardCharsets.UTF_8.equals(terminal.encoding()), coloured);
        // What is logged would tear the picture; it becomes part of it.
        System.setErr(new PrintStream(
                new LineStream(this::event, Charset.defaultCharset()),
                /* autoFlush= */ true,
                Charset.defaultCharset()));
    }

    /**
     * Returns a live view, or null if the output is not a terminal that can show one.
     *
     * @param environment variables of the process: {@code NO_COLOR} switches colours off
     */
    public static @Nullable LiveView open(Map<String, String> environment) {
        if ("dumb".equals(environment.get("TERM"))) {
            return null;
        }
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .name("selfscale")
                    .system(true)
                    .dumb(true)
                    // Ctrl-C must reach this virtual machine, which then stops the workers.
                    .nativeSignals(false)
                    // Asking the terminal what it can do leaves its answers on the input, for the shell to stumble on.
                    .graphemeCluster(false)
                    .build();
            if (isDumb(terminal)) {
                terminal.close();
                return null;
            }
            return new LiveView(
                    terminal, environment.getOrDefault("NO_COLOR", "").isEmpty());
        } catch (IOException | IllegalStateException e) {
            // Plain lines do as well: a terminal that cannot be opened is no terminal for us.
            return null;
        }
    }

    private static boolean isDumb(Terminal terminal) {
        return Terminal.TYPE_DUMB.equals(terminal.getType())
                || Terminal.TYPE_DUMB_COLOR.equals(terminal.getType())
                || terminal.getStringCapability(Capability.cursor_up) == null;
    }

    @Override
    public synchronized void event(String line) {
        if (closed) {
            return;
        }
        frame.event(line);
        draw();
    }

    @Override
    public synchronized void status(DemoStatus status) {
        if (closed) {
            return;
        }
        frame.status(status);
        draw();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        draw();
        closed = true;
        System.setErr(standardError);
        terminal.writer().println();
        terminal.flush();
        try {
            terminal.close();
        } catch (IOException e) {
            throw new IllegalStateException("the terminal could not be restored: " + e.getMessage(), e);
        }
    }

    private void draw() {
        if (pictures++ % PICTURES_PER_SIZE == 0) {
            Size now = terminal.getSize();
            size = now.getRows() > 0 && now.getColumns() > 0 ? now : FALLBACK;
            display.resize(size);
        }
        display.update(frame.lines(size.getRows(), size.getColumns()), -1);
        terminal.flush();
    }
}
