/**
 * Intel DCAP quotes and their collateral: what the schemes {@code tdx} and {@code sgx} share. Only
 * these two use it.
 */
@NullMarked
package dev.attestry.scheme.dcap;

import org.jspecify.annotations.NullMarked;
