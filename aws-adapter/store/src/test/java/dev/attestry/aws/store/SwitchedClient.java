package dev.attestry.aws.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import software.amazon.awssdk.services.s3.S3Client;

/** A client that loses its server: from {@link #cut} on, nobody listens where it calls. */
final class SwitchedClient implements InvocationHandler {

  private final S3Client live;
  private final S3Client dead = StoreLab.clients(URI.create("http://127.0.0.1:1")).s3();
  private volatile boolean isCut;

  SwitchedClient(S3Client live) {
    this.live = live;
  }

  S3Client client() {
    return (S3Client)
        Proxy.newProxyInstance(
            SwitchedClient.class.getClassLoader(), new Class<?>[] {S3Client.class}, this);
  }

  void cut() {
    isCut = true;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(isCut ? dead : live, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
