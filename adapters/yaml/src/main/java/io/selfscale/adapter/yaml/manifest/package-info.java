/** Manifests of Kubernetes and KEDA, read as policies. */
@NullMarked
package io.selfscale.adapter.yaml.manifest;

import org.jspecify.annotations.NullMarked;
