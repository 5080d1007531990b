package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;

/** What a quote speaks of: an enclave or a trust domain. */
sealed interface QuoteBody permits EnclaveReport, TdReport {

  /** The 64 bytes that the attester filled. */
  Bytes reportData();

  /** Major version of the TDX module whose SVN has levels of its own; 0 where there is none. */
  int moduleVersion();
}
