package dev.attestry.scheme;

import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.scheme.awsiid.AwsIid;
import dev.attestry.scheme.azurecvm.AzureCvm;
import dev.attestry.scheme.azureimds.AzureImds;
import dev.attestry.scheme.certs.Certs;
import dev.attestry.scheme.eventlog.EventLogScheme;
import dev.attestry.scheme.gcecvm.GceCvm;
import dev.attestry.scheme.gceendorsement.GceEndorsement;
import dev.attestry.scheme.gcptoken.GcpTokens;
import dev.attestry.scheme.hcl.AzureHcl;
import dev.attestry.scheme.ima.ImaScheme;
import dev.attestry.scheme.maa.Maa;
import dev.attestry.scheme.nitro.Nitro;
import dev.attestry.scheme.nitro.NitroTpm;
import dev.attestry.scheme.posture.Posture;
import dev.attestry.scheme.sgx.Sgx;
import dev.attestry.scheme.shieldedid.ShieldedVmIdentity;
import dev.attestry.scheme.shieldedlog.ShieldedVmLog;
import dev.attestry.scheme.shieldedvm.GceShieldedVm;
import dev.attestry.scheme.snp.SevSnp;
import dev.attestry.scheme.tdx.Tdx;
import dev.attestry.scheme.tpm.TpmScheme;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every scheme there is. A new evidence format is one line here. */
public final class Schemes {

  /** Sets of Intel's collateral that are kept read and verified: one a platform family. */
  private static final int KEPT_COLLATERAL = 32;

  private static final List<Scheme> ALL =
      List.of(
          new Nitro(), //
          new NitroTpm(),
          new TpmScheme(),
          new EventLogScheme(),
          new ImaScheme(),
          new SevSnp(),
          Tdx.keeping(KEPT_COLLATERAL),
          Sgx.keeping(KEPT_COLLATERAL),
          new Maa(),
          new AzureHcl(),
          new AzureCvm(),
          new GcpTokens(),
          new AzureImds(),
          new AwsIid(),
          new GceEndorsement(),
          GceCvm.onSnp(),
          GceCvm.onTdx(KEPT_COLLATERAL),
          new ShieldedVmIdentity(),
          new ShieldedVmLog(),
          new GceShieldedVm(),
          new Posture(),
          new Certs());

  /** An audit asks for every entry. */
  private static final Map<String, Recipe> RECIPES =
      ALL.stream()
          .map(Scheme::recipe)
          .distinct()
          .collect(Collectors.toUnmodifiableMap(Recipe::label, r -> r));

  private Schemes() {}

  public static List<Scheme> all() {
    return ALL;
  }

  /** The scheme with this name. */
  public static Optional<Scheme> named(String name) {
    return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** The recipe with this published name, of whatever scheme. */
  public static Optional<Recipe> recipe(String label) {
    return Optional.ofNullable(RECIPES.get(label));
  }

  /** The scheme for this media type. */
  public static Optional<Scheme> forMediaType(String mediaType) {
    return ALL.stream().filter(s -> s.mediaType().equals(mediaType)).findFirst();
  }
}
