/**
 * Service files: what one replica of a service is like, so that policies can be tried against it. {@link
 * io.selfscale.adapter.yaml.service.ServiceReader} reads them as policy files are read.
 */
@NullMarked
package io.selfscale.adapter.yaml.service;

import org.jspecify.annotations.NullMarked;
