package dev.attestry.aws.store;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.EcdsaSignature;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.kms.model.SignResponse;

/** A KMS whose signatures have the right form and sign something else. */
record OtherSignature() implements ExecutionInterceptor {

  @Override
  public SdkResponse modifyResponse(
      Context.ModifyResponse context, ExecutionAttributes attributes) {
    Bytes one = Bytes.of(1);
    return context.response() instanceof SignResponse r
        ? r.toBuilder()
            .signature(SdkBytes.fromByteArray(EcdsaSignature.der(one, one).toArray()))
            .build()
        : context.response();
  }
}
