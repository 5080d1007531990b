package dev.attestry.aws.store;

import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Something between us and the store that writes one byte otherwise, and signs it so. */
record BodyChange() implements ExecutionInterceptor {

  @Override
  public Optional<RequestBody> modifyHttpContent(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return context.httpRequest().method() == SdkHttpMethod.PUT
        ? Optional.of(RequestBody.fromString("fIrst"))
        : context.requestBody();
  }
}
