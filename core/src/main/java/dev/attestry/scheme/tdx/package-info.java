/** Intel TDX: quotes of trust domains. */
@NullMarked
package dev.attestry.scheme.tdx;

import org.jspecify.annotations.NullMarked;
