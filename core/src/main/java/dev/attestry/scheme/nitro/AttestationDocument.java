package dev.attestry.scheme.nitro;

import dev.attestry.codec.Bytes;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The payload of an AWS attestation document, every field within the limits of AWS's text.
 *
 * @param moduleId printable ASCII: {@code i-…-enc…} or {@code i-…-tpm…}
 * @param pcrs index 0 to 31, 48 bytes each
 * @param certificate DER, of the key that signed the document
 * @param cabundle DER, the root first
 * @param publicKey opaque: DER, raw keys and points occur
 */
record AttestationDocument(
    DocumentKind kind,
    String moduleId,
    Instant timestamp,
    NavigableMap<Integer, Bytes> pcrs,
    Bytes certificate,
    List<Bytes> cabundle,
    Optional<Bytes> publicKey,
    Optional<Bytes> userData,
    Optional<Bytes> nonce) {

  AttestationDocument {
    pcrs = Collections.unmodifiableNavigableMap(new TreeMap<>(pcrs));
    cabundle = List.copyOf(cabundle);
  }

  /** The part of the module id before the kind's mark: the id of the (parent) EC2 instance. */
  String instanceId() {
    int mark = moduleId.indexOf(kind.moduleMark());
    return mark < 0 ? moduleId : moduleId.substring(0, mark);
  }

  Optional<Bytes> pcr(int index) {
    return Optional.ofNullable(pcrs.get(index));
  }

  /** AWS: PCR0 to PCR2 of an enclave in debug mode are zero, and nothing else shows it. */
  boolean debug() {
    return kind == DocumentKind.ENCLAVE
        && Stream.of(0, 1, 2).allMatch(i -> pcr(i).filter(p -> !p.isZero()).isEmpty());
  }
}
