package io.controlfeed.applier.node;

/**
 * What a node decides for itself.
 *
 * @param haltsOnFailure whether it halts at an event that cannot be applied, instead of parking it
 * @param keepsFingerprints whether it keeps the digests of its tables
 * @param remembered how many of the latest event ids are kept at least
 * @param rememberedMicros how much older than those an event may be and still be recognised
 */
public record NodeRules(boolean haltsOnFailure, boolean keepsFingerprints, long remembered, long rememberedMicros) {}
