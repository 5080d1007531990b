package dev.attestry.evidence;

/**
 * One check and how it came out.
 *
 * @param detail what was expected and what was found, in words a person can act on; never raw text
 *     of the attester
 */
public record Finding(Check check, Outcome outcome, String detail) {}
