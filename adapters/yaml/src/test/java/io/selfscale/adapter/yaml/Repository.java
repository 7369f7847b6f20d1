package io.selfscale.adapter.yaml;

import java.nio.file.Path;

/** The folders of the repository that these tests read. */
final class Repository {

    private Repository() {}

    static Path folder(String name) {
        String root = System.getProperty("selfscale.root");
        return Path.of(root == null ? "../.." : root, name);
    }
}
