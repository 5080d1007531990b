package dev.attestry.collateral;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Guests, vendors and a bucket, new for each test. */
abstract class CollateralTrial {

  @TempDir Path folder;

  CollateralLab lab;

  @BeforeEach
  void start() throws IOException {
    lab = new CollateralLab(folder);
  }

  @AfterEach
  void stop() {
    lab.close();
  }
}
