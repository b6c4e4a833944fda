package rapport.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import rapport.imports.SourceTable.Line;

/** Reads a file as a table: finds out encoding and delimiter, refuses what is none, and says in which line. */
final class TableReader {

    private static final long MOST_BYTES = 300L << 20;
    private static final long MOST_UNPACKED = 500L << 20;
    private static final int HEAD = 64 << 10;
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final Map<Character, String> WORDS = Map.of(',', "comma", ';', "semicolon", '\t', "tab", '|', "bar");

    private final String name;
    private final Path file;
    private final List<Problem> problems;

    /** @param problems where faults of single lines are added */
    TableReader(String name, Path file, List<Problem> problems) {
        this.name = name;
        this.file = file;
        this.problems = problems;
    }

    SourceTable read() throws Unreadable {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong(null, "The file has more than 300 MB. Export fewer columns or a shorter time.");
            }
            var head = head();
            if (head.length == 0) {
                throw wrong(null, "The file is empty.");
            }
            var marked = head.length >= 8;
            if (marked && ReadableWorkbook.isOOXMLZipHeader(head)) {
                return workbook();
            }
            if (marked && ReadableWorkbook.isOLE2Header(head)) {
                throw wrong(null, "This is an old Excel file (.xls). Save it as .xlsx or CSV.");
            }
            return text(charset(head));
        } catch (IOException e) {
            throw wrong(null, "The file cannot be read: %s.".formatted(e.getMessage()));
        }
    }

    private byte[] head() throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }

    private SourceTable text(Charset charset) throws IOException, Unreadable {
        var text = Files.readString(file, charset);
        if (text.startsWith("\ufeff")) {
            text = text.substring(1);
        }
        mustCloseItsQuotes(text);
        var delimiter = delimiter(text.lines().findFirst().orElse(""));
        var lines = new ArrayList<Line>();
        List<String> header = null;
        try (var csv = CsvReader.builder().fieldSeparator(delimiter).allowExtraFields(true).allowMissingFields(true).skipEmptyLines(true)
                .allowExtraCharsAfterClosingQuote(true).ofCsvRecord(text)) {
            for (CsvRecord it : csv) {
                if (header == null) {
                    header = it.getFields().stream().map(String::strip).toList();
                } else if (it.getFieldCount() != header.size()) {
                    problems.add(new Problem(name, it.getStartingLineNumber(), "The line has %d values, the header has %d. A comma inside a value needs quotation marks around it."
                            .formatted(it.getFieldCount(), header.size())));
                } else {
                    lines.add(new Line(it.getStartingLineNumber(), it.getFields()));
                }
            }
        } catch (CsvParseException e) {
            throw wrong(null, "The file is no CSV: %s.".formatted(e.getMessage()));
        }
        if (header == null || header.size() < 2 && lines.isEmpty()) {
            throw wrong(null, "There is no table in this file: it has no header with columns.");
        }
        return new SourceTable(name, header, lines, "%s, %s".formatted(charset.name().equals("windows-1252") ? "Windows-1252" : charset.name(), WORDS.get(delimiter)));
    }

    /** UTF-8 if all of it is, else what Windows exports. A zero byte is in no text. */
    private Charset charset(byte[] head) throws IOException, Unreadable {
        if (head.length >= 2 && (head[0] == (byte) 0xff && head[1] == (byte) 0xfe || head[0] == (byte) 0xfe && head[1] == (byte) 0xff)) {
            return StandardCharsets.UTF_16;
        }
        for (var each : head) {
            if (each == 0) {
                throw wrong(null, "This is no text file: it has zero bytes in it. Rapport takes CSV and XLSX.");
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return Charset.forName("windows-1252"); // any byte is a letter there
        }
    }

    private static char delimiter(String header) {
        var best = ',';
        for (var each : DELIMITERS) {
            if (header.chars().filter(it -> it == each).count() > header.chars().filter(delimiterOf(best)).count()) {
                best = each;
            }
        }
        return best;
    }

    private static java.util.function.IntPredicate delimiterOf(char delimiter) {
        return it -> it == delimiter;
    }

    /** A quotation mark that is never closed swallows the rest of the file; readers take that for one long value. */
    private void mustCloseItsQuotes(String text) throws Unreadable {
        var line = 1L;
        var opened = 0L;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\n') {
                line++;
            } else if (c == '"') {
                opened = opened == 0 ? line : 0;
            }
        }
        if (opened > 0) {
            throw wrong(opened, "A quotation mark is opened in this line and never closed.");
        }
    }

    private SourceTable workbook() throws IOException, Unreadable {
        mustNotExplode();
        try (var book = new ReadableWorkbook(file.toFile()); var rows = book.getFirstSheet().openStream()) {
            var lines = new ArrayList<Line>();
            List<String> header = null;
            for (var row : (Iterable<Row>) rows::iterator) {
                var values = values(row, header == null ? row.getCellCount() : header.size());
                if (values.stream().allMatch(String::isBlank)) {
                    continue;
                }
                if (header == null) {
                    header = values.stream().map(String::strip).toList();
                } else {
                    lines.add(new Line(row.getRowNum(), values));
                }
            }
            if (header == null) {
                throw wrong(null, "The first sheet is empty.");
            }
            return new SourceTable(name, header, lines, "XLSX, sheet “%s”".formatted(book.getFirstSheet().getName()));
        } catch (RuntimeException e) {
            throw wrong(null, "This is no readable XLSX workbook: %s.".formatted(e.getMessage()));
        }
    }

    private List<String> values(Row row, int columns) {
        var values = new ArrayList<String>();
        for (var i = 0; i < columns; i++) {
            var cell = row.getOptionalCell(i).orElse(null);
            if (cell == null) {
                values.add("");
                continue;
            }
            if (cell.getFormula() != null) {
                problems.add(new Problem(name, (long) row.getRowNum(), "Column %d holds a formula. Rapport takes values; save the sheet as values or as CSV.".formatted(i + 1)));
            }
            values.add(switch (cell.getType()) {
                case NUMBER -> isDate(cell.getDataFormatString()) ? cell.asDate().toLocalDate().toString() : cell.asNumber().toPlainString();
                case null, default -> cell.getText();
            });
        }
        return values;
    }

    private static boolean isDate(@org.jspecify.annotations.Nullable String format) {
        return format != null && format.toLowerCase(java.util.Locale.ROOT).matches(".*(yy|dd|mmm).*");
    }

    /** Counts what unpacking yields before anything is kept: a small archive can hold a terabyte of nothing. */
    private void mustNotExplode() throws IOException, Unreadable {
        try (var zip = new ZipFile(file.toFile())) {
            var unpacked = 0L;
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                try (var in = zip.getInputStream(entries.nextElement())) {
                    unpacked += counted(in, MOST_UNPACKED - unpacked);
                }
                if (unpacked >= MOST_UNPACKED) {
                    throw wrong(null, "The workbook unpacks to more than 500 MB. Save the sheet as CSV.");
                }
            }
        } catch (java.util.zip.ZipException e) {
            throw wrong(null, "This is no readable XLSX workbook: %s.".formatted(e.getMessage()));
        }
    }

    private static long counted(InputStream in, long most) throws IOException {
        var buffer = new byte[1 << 16];
        var count = 0L;
        for (var read = in.read(buffer); read >= 0 && count < most; read = in.read(buffer)) {
            count += read;
        }
        return count;
    }

    private Unreadable wrong(@org.jspecify.annotations.Nullable Long line, String sentence) {
        return new Unreadable(new Problem(name, line, sentence));
    }
}
