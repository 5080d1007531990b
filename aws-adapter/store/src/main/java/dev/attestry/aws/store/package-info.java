/** The stores and the signer that a log in AWS has. The SDK's types go no further than here. */
@NullMarked
package dev.attestry.aws.store;

import org.jspecify.annotations.NullMarked;
