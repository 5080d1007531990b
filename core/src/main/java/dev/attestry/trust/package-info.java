/** What a verifier trusts and what it is given: anchors and collateral. */
@NullMarked
package dev.attestry.trust;

import org.jspecify.annotations.NullMarked;
