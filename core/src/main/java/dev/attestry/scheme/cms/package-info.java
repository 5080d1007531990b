/** Signed data of PKCS #7 (CMS, RFC 5652), in which two clouds state who an instance is. */
@NullMarked
package dev.attestry.scheme.cms;

import org.jspecify.annotations.NullMarked;
