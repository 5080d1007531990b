package dev.attestry.cli;

import dev.attestry.cli.Receipts.DamagedReceipt;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** I/O errors in words. */
final class IoWords {

  private IoWords() {}

  /** What it means. */
  static String what(IOException e) {
    String file = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
    String reason = String.valueOf(e.getMessage());
    if (e instanceof FileSystemException f && f.getReason() != null) {
      reason = f.getReason();
    }
    return switch (e) {
      case NoSuchFileException n -> "no such file: " + file;
      case AccessDeniedException a -> "permission denied: " + file;
      case FileAlreadyExistsException a -> "there is already a file " + file;
      case NotDirectoryException n -> "not a directory: " + file;
      default ->
          full(reason)
              ? "the disk is full" + (file.isEmpty() ? "" : ": " + file)
              : (file.isEmpty() ? "" : file + ": ") + reason;
    };
  }

  /** What to do next. */
  static String next(IOException e) {
    if (full(String.valueOf(e.getMessage()))) {
      return "make room and run the same command again: nothing was half written.";
    }
    return switch (e) {
      case NoSuchFileException n -> "check the path.";
      case AccessDeniedException a -> "check who may read and write there.";
      case FileAlreadyExistsException a -> "choose another name, or move it away.";
      case DamagedReceipt d ->
          "restore it, or remove it if you know where the log must end: without it a missing tail"
              + " shows only to others.";
      default -> "nothing was half written; put it right and run the same command again.";
    };
  }

  private static boolean full(String reason) {
    String r = reason.toLowerCase(Locale.ROOT);
    return r.contains("no space left") || r.contains("quota exceeded") || r.contains("disk full");
  }
}
