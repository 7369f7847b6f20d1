package io.selfscale.adapter.cli;

import picocli.CommandLine.IVersionProvider;

/** Reads the version from the manifest of the jar. */
final class ManifestVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Package home = ManifestVersion.class.getPackage();
        String version = home == null ? null : home.getImplementationVersion();
        String java = Runtime.version().toString();
        return new String[] {"selfscale " + (version == null ? "(not packaged)" : version) + " on Java " + java};
    }
}
