package dev.attestry.codec;

/**
 * One thing that is wrong in a document that a person wrote.
 *
 * @param pointer JSON pointer (RFC 6901) to the place
 * @param message what is wrong and what to write instead
 */
public record DocumentProblem(String pointer, String message) {}
