/** Tokens of Google Cloud: Google Cloud Attestation's verdict, and the identity of an instance. */
@NullMarked
package dev.attestry.scheme.gcptoken;

import org.jspecify.annotations.NullMarked;
