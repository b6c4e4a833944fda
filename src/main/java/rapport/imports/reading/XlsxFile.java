package rapport.imports.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** The first sheet of a workbook. Days come as ISO dates, numbers with a point, formulas not at all. */
record XlsxFile(Path file, List<String> header, int headline, String layout) implements TableFile {

    static XlsxFile open(Path file) throws IOException, Unreadable {
        mustNotExplode(file);
        try (var book = new ReadableWorkbook(file.toFile()); var rows = book.getFirstSheet().openStream()) {
            for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
                var row = each.next();
                var values = values(row, Math.min(row.getCellCount(), Limits.COLUMNS));
                if (values.stream().filter(it -> !it.isBlank()).count() >= 2) {
                    return new XlsxFile(file, values.stream().map(String::strip).toList(), row.getRowNum(), "XLSX, sheet “%s”".formatted(book.getFirstSheet().getName()));
                }
            }
            throw new Unreadable(null, "The first sheet has no header with columns.");
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    /** One row as it stands. @param formula the column that holds one; -1 when none does */
    private record Read(long line, List<String> values, int formula) {}

    @Override
    public void read(Rows rows) throws Unreadable {
        try (var book = new ReadableWorkbook(file.toFile()); var stream = book.getFirstSheet().openStream()) {
            var each = stream.iterator();
            for (var it = next(each); it != null; it = next(each)) {
                if (it.formula >= 0) {
                    rows.fault(it.line, it.values, "Column %d holds a formula. Rapport takes values; save the sheet as values or as CSV.".formatted(it.formula + 1));
                } else if (it.line > headline && it.values.stream().anyMatch(value -> !value.isBlank())) {
                    rows.row(it.line, it.values);
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Null at the end. What the reader throws at a broken workbook is of many kinds. */
    private @Nullable Read next(Iterator<Row> rows) throws Unreadable {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            var row = rows.next();
            return new Read(row.getRowNum(), values(row, header.size()), row.getRowNum() > headline ? formula(row) : -1);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private static Unreadable unreadable(Exception e) {
        return new Unreadable(null, "This is no readable XLSX workbook: %s.".formatted(e.getMessage()));
    }

    private int formula(Row row) {
        for (var i = 0; i < Math.min(header.size(), row.getCellCount()); i++) {
            if (row.getOptionalCell(i).map(Cell::getFormula).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> values(Row row, int columns) {
        var values = new ArrayList<String>(columns);
        for (var i = 0; i < columns; i++) {
            values.add(text(i < row.getCellCount() ? row.getOptionalCell(i).orElse(null) : null));
        }
        return values;
    }

    private static String text(@Nullable Cell cell) {
        if (cell == null) {
            return "";
        }
        return switch (cell.getType()) {
            case NUMBER -> isDate(cell.getDataFormatString()) ? moment(cell) : cell.asNumber().toPlainString();
            case null, default -> String.valueOf(cell.getText());
        };
    }

    private static String moment(Cell cell) {
        var moment = cell.asDate();
        return moment.toLocalTime().toSecondOfDay() == 0 ? moment.toLocalDate().toString() : moment.toString();
    }

    private static boolean isDate(@Nullable String format) {
        return format != null && format.toLowerCase(Locale.ROOT).matches(".*(yy|dd|mmm).*");
    }

    /** Counts what unpacking yields before anything is kept: a small archive can hold a terabyte of nothing. */
    private static void mustNotExplode(Path file) throws IOException, Unreadable {
        try (var zip = new ZipFile(file.toFile())) {
            var unpacked = 0L;
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                try (var in = zip.getInputStream(entries.nextElement())) {
                    unpacked += counted(in, Limits.UNPACKED - unpacked);
                }
                if (unpacked >= Limits.UNPACKED) {
                    throw new Unreadable(null, "The workbook unpacks to more than 500 MB. Save the sheet as CSV.");
                }
            }
        } catch (ZipException e) {
            throw new Unreadable(null, "This is no readable XLSX workbook: %s.".formatted(e.getMessage()));
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
}
