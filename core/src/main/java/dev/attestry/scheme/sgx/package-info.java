/** Intel SGX: quotes of enclaves. */
@NullMarked
package dev.attestry.scheme.sgx;

import org.jspecify.annotations.NullMarked;
