package io.controlfeed.cli.daemon;

/** Something that changes what a daemon works on, asked for by an operator. */
public interface Order {
    /**
     * Carries it out; what goes wrong is thrown as a failure.
     *
     * @param operator who asks, to be recorded
     * @return what was done, as JSON
     */
    String carryOut(Form form, String operator) throws InterruptedException;
}
