package factory;

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.nio.charset.StandardCharsets;
import java.util.*;

/** A source file with its tree, and where its characters are in the file's bytes. */
final class SourceUnit {
    final String path;
    final CompilationUnitTree tree;
    final SourcePositions positions;
    final String text;
    private final boolean latin;
    private final String newLine;
    private final int[] bytes;

    SourceUnit(String path, SourceText source, CompilationUnitTree tree, SourcePositions positions) {
        this.path = path;
        this.tree = tree;
        this.positions = positions;
        this.text = source.text;
        this.newLine = text.contains("\r\n") ? "\r\n" : "\n";
        this.latin = source.charset != StandardCharsets.UTF_8;
        this.bytes = SourceUnitOffsets.offsets(source);
    }

    int start(Tree node) {
        return (int) positions.getStartPosition(tree, node);
    }

    int end(Tree node) {
        return (int) positions.getEndPosition(tree, node);
    }

    boolean has(Tree node) {
        return node != null && start(node) >= 0 && end(node) > start(node) && end(node) <= text.length();
    }

    String text(Tree node) {
        return text.substring(start(node), end(node));
    }

    int line(Tree node) {
        return line(start(node));
    }

    int line(int at) {
        return (int) tree.getLineMap().getLineNumber(at);
    }

    int toByte(int character) {
        return bytes[character];
    }

    /** Our own words go into the file as UTF-8; another encoding takes ASCII alone. */
    boolean takes(String words) {
        return !latin || words.chars().allMatch(c -> c < 0x80);
    }

    /** White space before the first character of a place's line. */
    String indentation(int at) {
        int from = lineStart(at);
        int to = from;
        while (to < text.length() && (text.charAt(to) == ' ' || text.charAt(to) == '\t')) to++;
        return text.substring(from, to);
    }

    int lineStart(int at) {
        int from = at;
        while (from > 0 && text.charAt(from - 1) != '\n' && text.charAt(from - 1) != '\r') from--;
        return from;
    }

    /** Whether nothing but white space stands before it on its line. */
    boolean isFirstOnLine(int at) {
        return text.substring(lineStart(at), at).isBlank();
    }

    /** As its neighbours do it. */
    String newLine() {
        return newLine;
    }

    /** From the start of a statement's line to behind its line's end, where nothing else stands on its lines; else the statement alone. */
    int[] wholeLines(Tree node) {
        int from = start(node);
        int to = end(node);
        int after = to;
        while (after < text.length() && (text.charAt(after) == ' ' || text.charAt(after) == '\t')) after++;
        if (!isFirstOnLine(from) || (after < text.length() && text.charAt(after) != '\n' && text.charAt(after) != '\r')) return new int[] {from, to};
        if (after < text.length() && text.charAt(after) == '\r') after++;
        if (after < text.length() && text.charAt(after) == '\n') after++;
        return new int[] {lineStart(from), after};
    }

    /** Where an operator stands between two operands: not in a comment, outside of their parentheses. */
    int operator(Tree left, Tree right, String spelled) {
        int at = end(left);
        int stop = start(right);
        while (at >= 0 && at < stop) {
            if (text.startsWith("//", at)) {
                while (at < stop && text.charAt(at) != '\n') at++;
            } else if (text.startsWith("/*", at)) {
                at = text.indexOf("*/", at) + 2;
            } else if (text.startsWith(spelled, at)) {
                return at;
            } else {
                at++;
            }
        }
        return -1;
    }
}
