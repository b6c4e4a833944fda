package rapport.crm.record;

import java.util.ArrayList;
import java.util.List;
import rapport.crm.record.Filter.All;
import rapport.crm.record.Filter.Any;
import rapport.crm.record.Filter.Op;
import rapport.crm.record.Filter.Test;
import rapport.kernel.Refused;

/** Reads the written form of a filter, from left to right, one character ahead. */
final class FilterReader {

    private static final int LONGEST = 4_000;
    private static final int DEEPEST = 8;
    private static final int MOST_TESTS = 50;

    private final String text;
    private int at;
    private int depth;
    private int tests;

    FilterReader(String text) {
        this.text = text;
        if (text.length() > LONGEST) {
            throw new Refused("crm.filter", "A filter has at most 4,000 characters.");
        }
    }

    Filter read() {
        var filter = any();
        if (at < text.length()) {
            throw wrong("nothing more");
        }
        return filter;
    }

    private Filter any() {
        if (++depth > DEEPEST) {
            throw new Refused("crm.filter", "Parentheses go at most %d deep.".formatted(DEEPEST));
        }
        var parts = new ArrayList<Filter>();
        do {
            parts.add(all());
        } while (take(','));
        depth--;
        return parts.size() == 1 ? parts.getFirst() : new Any(parts);
    }

    private Filter all() {
        var parts = new ArrayList<Filter>();
        do {
            parts.add(one());
        } while (take(';'));
        return parts.size() == 1 ? parts.getFirst() : new All(parts);
    }

    private Filter one() {
        if (take('(')) {
            var inner = any();
            expect(')');
            return inner;
        }
        if (++tests > MOST_TESTS) {
            throw new Refused("crm.filter", "A filter compares at most %d times.".formatted(MOST_TESTS));
        }
        var field = word("the name of a field");
        var op = op();
        return new Test(field, op, op == Op.ONE_OF || op == Op.NONE_OF ? values() : List.of(value()));
    }

    private Op op() {
        if (text.startsWith("==", at) || text.startsWith("!=", at)) {
            at += 2;
            return Op.of(text.substring(at - 2, at));
        }
        var end = at < text.length() && text.charAt(at) == '=' ? text.indexOf('=', at + 1) : -1;
        if (end < 0) {
            throw wrong("a comparison such as == or =gt=");
        }
        var sign = text.substring(at, end + 1);
        at = end + 1;
        return Op.of(sign);
    }

    private List<String> values() {
        expect('(');
        var values = new ArrayList<String>();
        do {
            values.add(value());
        } while (take(','));
        expect(')');
        return values;
    }

    private String value() {
        return take('"') ? quoted() : word("a value");
    }

    private String quoted() {
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        expect('"');
        return value.toString();
    }

    private String word(String what) {
        var from = at;
        while (at < text.length() && ";,()=!\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        var word = text.substring(from, at).strip();
        if (word.isEmpty()) {
            throw wrong(what);
        }
        return word;
    }

    private boolean take(char sign) {
        var there = at < text.length() && text.charAt(at) == sign;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char sign) {
        if (!take(sign)) {
            throw wrong("“%s”".formatted(sign));
        }
    }

    private Refused wrong(String expected) {
        return new Refused("crm.filter", "The filter cannot be read: at character %d it needs %s.".formatted(at + 1, expected));
    }
}
