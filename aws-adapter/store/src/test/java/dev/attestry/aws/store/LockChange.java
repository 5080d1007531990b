package dev.attestry.aws.store;

import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Something between us and the store that changes what lock is asked for. */
record LockChange(UnaryOperator<PutObjectRequest.Builder> change) implements ExecutionInterceptor {

  static LockChange shorterByAnHour() {
    return new LockChange(
        b ->
            b.objectLockRetainUntilDate(b.build().objectLockRetainUntilDate().minusSeconds(3_600)));
  }

  static LockChange dropped() {
    return new LockChange(
        b -> b.objectLockMode((ObjectLockMode) null).objectLockRetainUntilDate(null));
  }

  static LockChange weaker() {
    return new LockChange(b -> b.objectLockMode(ObjectLockMode.GOVERNANCE));
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return context.request() instanceof PutObjectRequest p
        ? change.apply(p.toBuilder()).build()
        : context.request();
  }
}
