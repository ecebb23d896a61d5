package org.palimpsest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Every library that we ship is named, with its version, in {@code THIRD-PARTY-NOTICES.md}. */
class ThirdPartyNoticesTest {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    @Test
    void everyRunTimeDependencyOfThePom_isNamed_withItsVersion() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml");
        List<String> rows = Files.readAllLines(Path.of("THIRD-PARTY-NOTICES.md")).stream()
                .filter(line -> line.startsWith("|"))
                .toList();
        List<String> missing = new ArrayList<>();
        int checked = 0;
        NodeList dependencies = pom.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            boolean managed =
                    dependency.getParentNode().getParentNode().getNodeName().equals("dependencyManagement");
            if (managed || childText(dependency, "scope").equals("test")) {
                continue;
            }
            String artifact = childText(dependency, "artifactId");
            String version = resolved(pom, childText(dependency, "version"));
            checked++;
            if (rows.stream().noneMatch(row -> row.contains(artifact) && row.contains(version))) {
                missing.add(artifact + " " + version);
            }
        }
        assertFalse(checked < 10, "only " + checked + " dependencies were read from pom.xml");
        assertEquals(List.of(), missing, "add these to THIRD-PARTY-NOTICES.md");
    }

    private static String resolved(Document pom, String text) {
        Matcher matcher = PROPERTY.matcher(text);
        return matcher.replaceAll(match -> Matcher.quoteReplacement(
                pom.getElementsByTagName(match.group(1)).item(0).getTextContent()));
    }

    private static String childText(Element parent, String name) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals(name)) {
                return child.getTextContent().trim();
            }
        }
        return "";
    }
}
