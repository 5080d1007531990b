package dev.attestry.gcp.functions;

import com.google.cloud.functions.CloudEventsFunction;
import io.cloudevents.CloudEvent;

/** What Google's invoker costs by itself. */
public final class DoesNothing implements CloudEventsFunction {

  @Override
  public void accept(CloudEvent event) {
    // Nothing.
  }
}
