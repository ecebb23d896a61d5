package org.palimpsest.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;

/**
 * Reads the part of YAML that configuration files of research code use: maps nested by indentation, lists, and plain or quoted
 * scalars. Anything else (anchors, tags, multi-line text) is refused.
 */
final class Yaml {
    private record Line(int number, int indent, String text) {}

    private final String source;
    private final List<Line> lines = new ArrayList<>();
    private int next;

    private Yaml(String source) {
        this.source = source;
    }

    /**
     * Parses a text whose outermost value is a map.
     *
     * @return values that are {@code String}, {@code List<String>} or such maps again
     */
    static Map<String, Object> parse(String source, String text) throws BadInputException {
        Yaml yaml = new Yaml(source);
        int number = 0;
        for (String raw : text.split("\\R", -1)) {
            number++;
            String line = withoutComment(raw).stripTrailing();
            if (line.isBlank() || line.equals("---")) {
                continue;
            }
            if (line.startsWith("\t")) {
                throw new BadInputException(source + ", line " + number + ": indent with blanks, not tabs.");
            }
            String stripped = line.stripLeading();
            yaml.lines.add(new Line(number, line.length() - stripped.length(), stripped));
        }
        if (yaml.lines.isEmpty()) {
            throw new BadInputException(source + " is empty.");
        }
        Map<String, Object> map = yaml.map(yaml.lines.get(0).indent());
        if (yaml.next < yaml.lines.size()) {
            throw yaml.wrong(yaml.lines.get(yaml.next));
        }
        return map;
    }

    private static String withoutComment(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private Map<String, Object> map(int indent) throws BadInputException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (next < lines.size() && lines.get(next).indent() == indent) {
            Line line = lines.get(next++);
            int colon = line.text().indexOf(':');
            if (colon <= 0 || (colon + 1 < line.text().length() && line.text().charAt(colon + 1) != ' ')) {
                throw wrong(line);
            }
            String key = scalar(line.text().substring(0, colon).strip(), line);
            String value = line.text().substring(colon + 1).strip();
            if (map.putIfAbsent(key, value.isEmpty() ? below(indent) : value(value, line)) != null) {
                throw new BadInputException(source + ", line " + line.number() + ": the key " + key + " comes twice.");
            }
        }
        return map;
    }

    private Object below(int indent) throws BadInputException {
        if (next == lines.size()) {
            return "";
        }
        Line line = lines.get(next);
        if (line.text().startsWith("- ") && line.indent() >= indent) {
            List<String> items = new ArrayList<>();
            while (next < lines.size()
                    && lines.get(next).indent() == line.indent()
                    && lines.get(next).text().startsWith("- ")) {
                Line item = lines.get(next++);
                items.add(scalar(item.text().substring(2).strip(), item));
            }
            return items;
        }
        return line.indent() > indent ? map(line.indent()) : "";
    }

    private Object value(String text, Line line) throws BadInputException {
        if (text.startsWith("[") && text.endsWith("]")) {
            List<String> items = new ArrayList<>();
            String inside = text.substring(1, text.length() - 1).strip();
            for (String item : inside.isEmpty() ? new String[0] : inside.split(",")) {
                items.add(scalar(item.strip(), line));
            }
            return items;
        }
        return scalar(text, line);
    }

    private String scalar(String text, Line line) throws BadInputException {
        if (text.matches("\"[^\"]*\"|'[^']*'")) {
            return text.substring(1, text.length() - 1);
        }
        if (!text.isEmpty() && "&*!|>{[%@`\"'".indexOf(text.charAt(0)) >= 0) {
            throw wrong(line);
        }
        return text;
    }

    private BadInputException wrong(Line line) {
        return new BadInputException(source + ", line " + line.number() + ", cannot be read: " + line.text());
    }
}
