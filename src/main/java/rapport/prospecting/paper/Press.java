package rapport.prospecting.paper;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.multipdf.PDFMergerUtility;
import org.springframework.stereotype.Component;

/** Makes PDFs of templates. The same in, the same bytes out: nothing in them says when they were made. */
@Component
public class Press {

    private static final long NO_ID = 0;

    private final TemplateEngine templates;

    Press(TemplateEngine templates) {
        this.templates = templates;
    }

    /** @param template its path below src/main/jte, without suffix */
    byte[] print(String template, Object part) {
        var page = new StringOutput();
        templates.render(template + ".jte", part, page);
        try (var document = new PDDocument(); var renderer = new PdfRendererBuilder().withHtmlContent(page.toString(), "").usePDDocument(document)
                .useUriResolver((_, uri) -> uri.startsWith("data:") ? uri : null) // nothing is fetched from anywhere
                .useFont(() -> font("Regular"), "Paper", 400, FontStyle.NORMAL, true).useFastMode().buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            return saved(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One behind the other. */
    byte[] bind(List<byte[]> parts) {
        try (var all = new PDDocument()) {
            var merger = new PDFMergerUtility();
            for (var part : parts) {
                try (var document = Loader.loadPDF(part)) {
                    merger.appendDocument(all, document);
                }
            }
            return saved(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] saved(PDDocument document) throws IOException {
        document.setDocumentInformation(new PDDocumentInformation());
        document.setDocumentId(NO_ID);
        var bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    /** Comes with PDFBox, under the Open Font License; has the letters of all of Europe. */
    private static java.io.InputStream font(String cut) {
        return java.util.Objects.requireNonNull(PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-%s.ttf".formatted(cut)));
    }

    /** @return an image's address, a dot of the picture for each of the code */
    static String square(String text) {
        try {
            var dots = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 4));
            var image = new BufferedImage(dots.getWidth(), dots.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
            for (var x = 0; x < dots.getWidth(); x++) {
                for (var y = 0; y < dots.getHeight(); y++) {
                    image.setRGB(x, y, dots.get(x, y) ? 0x000000 : 0xffffff);
                }
            }
            var png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
        } catch (WriterException | IOException e) {
            throw new IllegalStateException("An id fits into a square", e);
        }
    }
}
