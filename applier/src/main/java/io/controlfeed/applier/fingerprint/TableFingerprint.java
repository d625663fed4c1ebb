package io.controlfeed.applier.fingerprint;

/**
 * What the rows of one table are.
 *
 * @param table its name, in lower case
 * @param columns which columns it is of
 * @param rows how many rows there are
 * @param digest the sum of their digests: 64 hexadecimal digits
 */
public record TableFingerprint(String table, String columns, long rows, String digest) {}
