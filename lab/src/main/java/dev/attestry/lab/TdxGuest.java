package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A trust domain on a lab machine: answers 64 bytes of report data with a TD quote. */
public final class TdxGuest {

  private static final int RTMRS = 328;
  private static final int REPORT_DATA = 520;

  private final DcapPlatform platform;
  private final int version;
  private final Bytes body;
  private final Optional<MeasuredBoot> boot;

  private TdxGuest(DcapPlatform platform, int version, Bytes body, Optional<MeasuredBoot> boot) {
    this.platform = platform;
    this.version = version;
    this.body = body;
    this.boot = boot;
  }

  /** A TD of TDX 1.0 whose quotes have version 4 or 5. */
  public static TdxGuest launch(DcapPlatform platform, int version, String runs) {
    return new TdxGuest(platform, version, body(584, runs), Optional.empty());
  }

  /** A TD of TDX 1.5: version 5, with TEE_TCB_SVN_2 and MRSERVICETD. */
  public static TdxGuest launch15(DcapPlatform platform, String runs) {
    byte[] b = body(648, runs).toArray();
    Bytes.of(b, 0, 16).copyTo(b, 584); // TEE_TCB_SVN_2: no update since launch
    return new TdxGuest(platform, 5, Bytes.of(b), Optional.empty());
  }

  /** The same TD with other bytes at an offset of its report. */
  public TdxGuest writing(int offset, Bytes value) {
    byte[] b = body.toArray();
    value.copyTo(b, offset);
    return new TdxGuest(platform, version, Bytes.of(b), boot);
  }

  /** The same TD after a boot: its RTMRs hold it, and the log comes with the quote. */
  public TdxGuest booted(MeasuredBoot measured) {
    byte[] b = body.toArray();
    for (int i = 0; i < 4; i++) {
      measured.pcrs().get(HashAlgorithm.SHA384, i + 1).copyTo(b, RTMRS + 48 * i);
    }
    return new TdxGuest(platform, version, Bytes.of(b), Optional.of(measured));
  }

  /** A quote over 64 bytes of report data. */
  public Bytes quote(Bytes reportData) {
    return draft(reportData).bytes();
  }

  public Evidence evidence(Bytes reportData) {
    Map<String, Bytes> parts = new HashMap<>(Map.of("quote", quote(reportData)));
    boot.ifPresent(b -> parts.put("ccel", b.log()));
    return Evidence.of("application/vnd.attestry.tdx-quote", parts);
  }

  /** All that Intel's PCS would answer for its machine, fresh at this time. */
  public Collateral collateral(Instant at) {
    return platform.answers("TDX", at).collateral();
  }

  /** The same before it is signed, for tests that change it. */
  DcapQuote draft(Bytes reportData) {
    TdxGuest answering = writing(REPORT_DATA, reportData);
    return new DcapQuote(platform, version, body.length() == 648 ? 3 : 2, answering.body);
  }

  private static Bytes body(int length, String runs) {
    byte[] b = new byte[length];
    Bytes.of(6, 1, DcapPlatform.SVN).copyTo(b, 0); // TEE_TCB_SVN: module SVN 6, major version 1
    HashAlgorithm.SHA384.digest(Bytes.utf8("lab/seam")).copyTo(b, 16); // MRSEAM
    b[123] = 0x10; // TDATTRIBUTES: SEPT_VE_DISABLE
    Bytes.of(0xe7, 0x02, 0x06).copyTo(b, 128); // XFAM
    HashAlgorithm.SHA384.digest(Bytes.utf8("lab/td/" + runs)).copyTo(b, 136); // MRTD
    return Bytes.of(b);
  }
}
