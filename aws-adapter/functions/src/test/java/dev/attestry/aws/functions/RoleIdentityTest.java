package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.attestry.aws.store.AwsClients;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.FakeIssuer;
import dev.attestry.lab.standin.FakeSts;
import dev.attestry.lab.standin.WebIdentityTrust;
import dev.attestry.lab.standin.WebIdentityVerifier;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** Who a function of AWS is, as its account signs it: by our fake of the token service. */
final class RoleIdentityTest {

  private static final String ROLE = "arn:aws:iam::000000000000:role/attestry-append";
  private static final String AUDIENCE = "api://AzureADTokenExchange";

  private static RoleIdentity at(FakeSts sts) {
    return new RoleIdentity(
        new AwsClients(
                Region.EU_CENTRAL_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
                Optional.of(sts.endpoint()))
            .with(StsClient.builder())
            .build());
  }

  @Test
  void theAccountSignsWhoTheRoleIsForTheOneWhoIsToReadIt() throws Exception {
    try (FakeIssuer account = FakeIssuer.start();
        FakeSts sts = FakeSts.start().outbound(account, ROLE)) {
      Bytes token = Bytes.utf8(at(sts).token(AUDIENCE));
      assertThat(
              WebIdentityVerifier.refusals(
                  token,
                  new WebIdentityTrust(account.name(), AUDIENCE, ROLE),
                  account.keys(),
                  Instant.now()))
          .isEmpty();
    }
  }

  @Test
  void anAccountThatSignsNothingSaysHowToSwitchItOn() throws Exception {
    try (FakeSts sts = FakeSts.start()) {
      assertThatIOException()
          .isThrownBy(() -> at(sts).token(AUDIENCE))
          .withMessageContaining("iam:EnableOutboundWebIdentityFederation");
    }
  }

  @Test
  void aRoleThatMayNotAskSaysSo() throws Exception {
    try (FakeSts sts = FakeSts.start()) {
      sts.fail(403, "AccessDenied");
      assertThatIOException()
          .isThrownBy(() -> at(sts).token(AUDIENCE))
          .withMessageContaining("no token for " + AUDIENCE);
    }
  }
}
