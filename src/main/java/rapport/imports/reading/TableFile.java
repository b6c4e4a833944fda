package rapport.imports.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;

/** A file of rows under one header. It is read from front to back each time, so that its size does not matter. */
public sealed interface TableFile permits CsvFile, XlsxFile, VcardFile {

    /** Takes rows as they come. */
    interface Rows {

        /** @param line of its beginning in the file, from 1 @param values one for each column of the header */
        void row(long line, List<String> values);

        /** A row that is none. @param values as far as they could be read */
        void fault(long line, List<String> values, String sentence);
    }

    /** How it was read: "UTF-8, comma". */
    String layout();

    List<String> header();

    void read(Rows rows) throws Unreadable;

    /** @throws Unreadable when it is no table, or none that can be read */
    static TableFile open(Path file) throws Unreadable {
        try {
            if (Files.size(file) > Limits.BYTES) {
                throw new Unreadable(null, "The file has more than 1 GB. Export fewer columns or a shorter time.");
            }
            var head = head(file);
            if (head.length == 0) {
                throw new Unreadable(null, "The file is empty.");
            }
            if (head.length >= 8 && ReadableWorkbook.isOOXMLZipHeader(head)) {
                return XlsxFile.open(file);
            }
            if (head.length >= 8 && ReadableWorkbook.isOLE2Header(head)) {
                throw new Unreadable(null, "This is an old Excel file (.xls). Save it as .xlsx or CSV.");
            }
            var letters = Letters.of(file, head);
            var text = new String(head, letters);
            if (text.stripLeading().regionMatches(true, text.startsWith("\ufeff") ? 1 : 0, "BEGIN:VCALENDAR", 0, 15)) {
                throw new Unreadable(null, "This is a calendar. Rapport takes contacts (.vcf), CSV and XLSX.");
            }
            return VcardFile.isOne(text) ? VcardFile.open(file, letters) : CsvFile.open(file, letters);
        } catch (IOException e) {
            throw new Unreadable(null, "The file cannot be read: %s.".formatted(e.getMessage()));
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(Limits.HEAD);
        }
    }
}
