package io.controlfeed.kafka.dev;

/** How clients connect. Between the nodes it is always plain text; all of it stays on the loopback interface. */
public enum Security {
    /** No encryption, no login. */
    PLAINTEXT,
    /** Encrypted, with a certificate that is made at the start; no login. */
    SSL,
    /** Encrypted, and a login with user and password (SASL PLAIN). */
    SASL_SSL
}
