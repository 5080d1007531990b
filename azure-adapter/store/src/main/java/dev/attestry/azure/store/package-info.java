/** The stores and the signer that a log in Azure has. The SDK's types go no further than here. */
@NullMarked
package dev.attestry.azure.store;

import org.jspecify.annotations.NullMarked;
