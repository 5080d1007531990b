/**
 * The functions as AWS Lambda runs them: handlers that read an event, call the work, and answer.
 */
@NullMarked
package dev.attestry.aws.functions;

import org.jspecify.annotations.NullMarked;
