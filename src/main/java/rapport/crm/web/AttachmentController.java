package rapport.crm.web;

import static rapport.crm.web.KindConverter.KIND;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.record.Attachments;
import rapport.crm.record.Kind;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.web.Flash;
import rapport.web.Html;

/** Files that belong to records. They are always saved, never shown by the browser: what is in them is somebody else's. */
@Controller
class AttachmentController {

    private final Attachments attachments;

    AttachmentController(Attachments attachments) {
        this.attachments = attachments;
    }

    @PostMapping("/" + KIND + "/{id}/attachments")
    ModelAndView add(@PathVariable Kind kind, @PathVariable UUID id, @RequestParam MultipartFile file, Viewer viewer) throws IOException {
        var back = "/%s/%s".formatted(kind.path(), id);
        try (var content = file.getInputStream()) {
            var added = attachments.add(kind, id, file.getOriginalFilename() == null ? "file" : file.getOriginalFilename(), content, viewer);
            return Html.goTo(back, new Flash("“%s” is kept.".formatted(added.name())));
        } catch (Refused e) {
            return Html.goTo(back, new Flash(e.getMessage()));
        }
    }

    @GetMapping("/attachments/{id}")
    ResponseEntity<Resource> bytes(@PathVariable UUID id, Viewer viewer) {
        var it = attachments.attachment(id, viewer);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(it.type()))
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(it.name(), StandardCharsets.UTF_8).build().toString())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(new FileSystemResource(attachments.bytes(id, viewer)));
    }

    @PostMapping("/attachments/{id}/removal")
    ModelAndView take(@PathVariable UUID id, Viewer viewer) {
        var it = attachments.take(id, viewer);
        return Html.goTo("/%s/%s".formatted(it.kind().path(), it.record()), new Flash("“%s” is off the record.".formatted(it.name())));
    }
}
