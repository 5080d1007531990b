package dev.attestry.scheme.dcap;

import java.util.Optional;

/** What Intel says of a platform family and of quoting enclaves by one TCB evaluation. */
record EvaluationSet(
    Optional<DcapCollateral.Signed<TcbInfo>> tcbInfo,
    Optional<DcapCollateral.Signed<QeIdentity>> qeIdentity) {}
