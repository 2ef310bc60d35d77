package io.metronome.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bars as an SVG picture: for each scenario its first number, a bar for each engine. */
final class SvgPlot {
    private static final int WIDTH = 760;
    private static final int LEFT = 230;
    private static final int LONGEST = 420;
    private static final int LINE = 24;
    private static final int BAR = 16;
    private static final int HEADING = 34;
    private static final String OWN_COLOUR = "#2c6e9b";
    private static final String OTHERS_COLOUR = "#a7adb5";

    private final Figures figures;

    SvgPlot(Figures figures) {
        this.figures = figures;
    }

    String text() {
        List<String> parts = new ArrayList<>();
        int y = 0;
        for (String scenario : figures.scenarios()) {
            String what = figures.columns(scenario).getFirst();
            y += HEADING;
            parts.add(label(10, y - 10, "font-weight=\"bold\"", scenario + ": " + what));
            List<String> engines = figures.engines(scenario);
            double most = engines.stream()
                    .mapToDouble(engine -> figures.median(scenario, engine, what))
                    .max()
                    .orElse(1);
            for (int i = 0; i < engines.size(); i++) {
                double value = figures.median(scenario, engines.get(i), what);
                parts.addAll(bar(y, engines.get(i), value / most, value, colour(engines.get(i))));
                y += LINE;
            }
        }
        int height = y + LINE / 2;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"%n"
                        .formatted(WIDTH, height, WIDTH, height)
                + "  font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
                + String.join("\n", parts)
                + "\n</svg>\n";
    }

    private static String colour(String engine) {
        return engine.startsWith("metronome") ? OWN_COLOUR : OTHERS_COLOUR;
    }

    private static List<String> bar(int y, String engine, double part, double value, String colour) {
        int length = (int) Math.max(1, Math.round(part * LONGEST));
        return List.of(
                label(10, y + BAR - 4, "", engine),
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
                        .formatted(LEFT, y, length, BAR, colour),
                label(LEFT + length + 6, y + BAR - 4, "", NumberText.of(value)));
    }

    private static String label(int x, int y, String style, String text) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" %s>%s</text>", x, y, style, text)
                .replace(" >", ">");
    }
}
