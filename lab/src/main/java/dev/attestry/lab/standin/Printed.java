package dev.attestry.lab.standin;

/** What a command came to in a guest. */
public record Printed(int exit, String out) {}
