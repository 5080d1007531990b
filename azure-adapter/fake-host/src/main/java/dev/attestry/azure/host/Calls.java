package dev.attestry.azure.host;

/** Calls functions and says on standard output how each call ended. */
record Calls(Worker worker) {

  /** Whether the function returned. */
  boolean call(FunctionJson f, String text) {
    try {
      worker.call(f, text);
      say("Executed '" + f.name() + "' (Succeeded)");
      return true;
    } catch (Exception e) {
      say("Executed '" + f.name() + "' (Failed): " + e);
      for (Throwable c = e.getCause(); c != null; c = c.getCause()) {
        say("  caused by " + c);
      }
      return false;
    } catch (LinkageError e) {
      say("Executed '" + f.name() + "' (Failed, the folder lacks a class): " + e);
      return false;
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
