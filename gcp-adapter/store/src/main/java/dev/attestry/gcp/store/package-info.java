/** The stores and the signer that a log in Google Cloud has. The clients' types go no further. */
@NullMarked
package dev.attestry.gcp.store;

import org.jspecify.annotations.NullMarked;
