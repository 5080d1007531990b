package dev.attestry.aws.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Texts in an answer of EC2: XML, of which no document type is read. */
final class Ec2Answer {

  private static final int MAX_DEPTH = 32;

  private Ec2Answer() {}

  /**
   * All texts at a place.
   *
   * @param path names from the root's children on, separated by slashes
   */
  static List<String> texts(Bytes xml, String path) throws NoAnswer {
    XMLInputFactory f = XMLInputFactory.newDefaultFactory();
    f.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    f.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    f.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return texts(f.createXMLStreamReader(new ByteArrayInputStream(xml.toArray())), path);
    } catch (XMLStreamException e) {
      throw new NoAnswer(Reason.UNREACHABLE, "EC2's answer cannot be read");
    }
  }

  private static List<String> texts(XMLStreamReader in, String path)
      throws XMLStreamException, NoAnswer {
    List<String> found = new ArrayList<>();
    Deque<String> at = new ArrayDeque<>();
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          at.addLast(in.getLocalName());
          if (at.size() > MAX_DEPTH) {
            throw new NoAnswer(Reason.UNREACHABLE, "EC2's answer cannot be read");
          }
        }
        case XMLStreamConstants.END_ELEMENT -> at.removeLast();
        case XMLStreamConstants.CHARACTERS -> {
          if (String.join("/", at.stream().skip(1).toList()).equals(path)) {
            found.add(in.getText());
          }
        }
        default -> {
          // Comments and the like say nothing.
        }
      }
    }
    return found;
  }

  /** What a refusal means. */
  static NoAnswer refused(int status, Bytes xml) throws NoAnswer {
    List<String> codes = status >= 500 ? List.of() : texts(xml, "Errors/Error/Code");
    String code = codes.isEmpty() ? "unknown" : codes.getFirst();
    if (code.contains("Throttl") || code.equals("RequestLimitExceeded")) {
      return new NoAnswer(Reason.UNREACHABLE, "EC2 is throttling us");
    }
    if (status >= 500) {
      return new NoAnswer(Reason.UNREACHABLE, "EC2 answered " + status);
    }
    if (code.startsWith("InvalidInstanceID")) {
      return new NoAnswer(Reason.NO_INSTANCE, "EC2 knows no such instance");
    }
    return new NoAnswer(
        Reason.REFUSED, "EC2 refused: " + (code.matches("[A-Za-z.]{1,60}") ? code : "unknown"));
  }
}
