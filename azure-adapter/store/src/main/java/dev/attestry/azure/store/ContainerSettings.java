package dev.attestry.azure.store;

/**
 * How a container is set up, as Resource Manager says.
 *
 * @param versioning whether the account keeps versions
 * @param perVersion whether versions can carry policies of their own (version-level immutability)
 * @param days how long the container's own policy keeps a blob from its creation on; 0 without one.
 *     Where versions carry policies, that is what a version gets whose writer asks for none
 * @param locked whether the container's own policy is locked
 */
record ContainerSettings(boolean versioning, boolean perVersion, int days, boolean locked) {}
