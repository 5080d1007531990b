package dev.attestry.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A row as it was measured, and as one process tells it to another: a line for the row, a line for
 * each provider, fields divided by tabs.
 *
 * @param beside what {@code openssl speed} verified in a second, each time between turns
 * @param figures of each provider, the fastest one last
 * @param more whether its group has another row
 */
record MeasuredRow(
    String name,
    String yardstick,
    double goal,
    String bestKnown,
    List<Double> beside,
    List<Figure> figures,
    boolean more) {

  /** What a provider did. */
  record Figure(String provider, Interleaved.Rate rate) {}

  /** The yardstick's rate beside this row. */
  double yardstickRate() {
    return Interleaved.median(beside.stream().mapToDouble(Double::doubleValue).toArray());
  }

  Figure fastest() {
    return figures.getLast();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<String> row = new ArrayList<>(List.of(name, yardstick, "" + goal, bestKnown, "" + more));
    beside.forEach(b -> row.add("" + b));
    lines.add(String.join("\t", row));
    for (Figure f : figures) {
      lines.add(f.provider + "\t" + f.rate.perSecond() + "\t" + f.rate.bytes());
    }
    return lines;
  }

  static MeasuredRow parse(List<String> lines) {
    String[] row = lines.getFirst().split("\t", -1);
    List<Double> beside = new ArrayList<>();
    for (int i = 5; i < row.length; i++) {
      beside.add(Double.valueOf(row[i]));
    }
    List<Figure> figures = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] f = line.split("\t", -1);
      Interleaved.Rate rate =
          new Interleaved.Rate(Double.parseDouble(f[1]), Double.parseDouble(f[2]));
      figures.add(new Figure(f[0], rate));
    }
    boolean more = Boolean.parseBoolean(row[4]);
    return new MeasuredRow(
        row[0], row[1], Double.parseDouble(row[2]), row[3], beside, figures, more);
  }
}
