package dev.attestry.scheme.dcap;

/** What Intel signs and dates: TCB info, QE identity. */
sealed interface SignedBody permits TcbInfo, QeIdentity {

  Validity validity();
}
