package io.controlfeed.cli.demo;

/** The user wants no more of it. */
final class ToldToEnd extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
