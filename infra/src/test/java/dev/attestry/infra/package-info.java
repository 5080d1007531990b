/** What the Terraform modules make is judged here, without a cloud. */
@NullMarked
package dev.attestry.infra;

import org.jspecify.annotations.NullMarked;
