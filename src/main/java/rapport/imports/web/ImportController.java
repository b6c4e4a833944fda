package rapport.imports.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import rapport.crm.Pipelines;
import rapport.imports.ImportId;
import rapport.imports.Imports;
import rapport.imports.Imports.Upload;
import rapport.kernel.Refused;
import rapport.kernel.Viewer;
import rapport.people.People;
import rapport.web.Flash;
import rapport.web.Html;
import rapport.web.Option;

@Controller
@RequestMapping("/imports")
class ImportController {

    private static final int PAGE = 200;

    private final Imports imports;
    private final People people;
    private final Pipelines pipelines;
    private final Clock clock;

    ImportController(Imports imports, People people, Pipelines pipelines, Clock clock) {
        this.imports = imports;
        this.people = people;
        this.pipelines = pipelines;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView index(Viewer viewer) {
        var newest = imports.newest(viewer);
        return Html.ok(ImportsPage.of(newest, people.namesOf(newest.stream().map(it -> it.startedBy()).toList()), null, viewer, clock));
    }

    @PostMapping
    ModelAndView receive(@RequestParam("files") List<MultipartFile> files, Viewer viewer) throws IOException {
        viewer.mustAdminister();
        var chosen = files.stream().filter(it -> !it.isEmpty() || it.getOriginalFilename() != null && !it.getOriginalFilename().isEmpty()).toList();
        try {
            var id = imports.receive(uploads(chosen), viewer);
            imports.rehearseSoon(id, viewer);
            return Html.goTo("/imports/" + id);
        } catch (Refused e) {
            return Html.invalid(ImportsPage.of(imports.newest(viewer), java.util.Map.of(), e.getMessage(), viewer, clock));
        }
    }

    @GetMapping("/{id}")
    ModelAndView show(@PathVariable ImportId id, Viewer viewer) {
        return Html.ok(ImportPage.of(imports.show(id, viewer), stages(viewer), viewer, clock));
    }

    /** The part of the page that moves while something is under way; asks for itself again until it is not, and then for the page, whose head tells what came of it. */
    @GetMapping("/{id}/progress")
    ModelAndView progress(@PathVariable ImportId id, Viewer viewer, HttpServletResponse response) {
        var body = ImportBody.of(imports.show(id, viewer), stages(viewer), viewer, clock);
        if (!body.poll()) {
            response.setHeader("HX-Refresh", "true");
        }
        return Html.ok(body);
    }

    @GetMapping("/{id}/differences")
    ModelAndView differences(@PathVariable ImportId id, @RequestParam(defaultValue = "0") long after, Viewer viewer) {
        imports.show(id, viewer);
        return Html.ok(DifferencesPage.of(id, imports.differences(id, after, PAGE, viewer), after, PAGE));
    }

    @PostMapping("/{id}/run")
    ModelAndView run(@PathVariable ImportId id, Viewer viewer) {
        imports.show(id, viewer);
        imports.runSoon(id, viewer);
        return Html.goTo("/imports/" + id);
    }

    @PostMapping("/{id}/decision")
    ModelAndView decide(@PathVariable ImportId id, @RequestParam(defaultValue = "") String field, @RequestParam(defaultValue = "") String written,
            @RequestParam(defaultValue = "true") boolean same, Viewer viewer) {
        imports.show(id, viewer);
        imports.decide(id, field, written, same, viewer);
        return Html.goTo("/imports/" + id);
    }

    /** What a stage of the files means; the answer holds for every later file of that system. */
    @PostMapping("/{id}/stage")
    ModelAndView stage(@PathVariable ImportId id, @RequestParam(defaultValue = "") String source, @RequestParam(defaultValue = "") String written, @RequestParam(defaultValue = "") String stage, Viewer viewer) {
        imports.show(id, viewer);
        if (stage.matches("[0-9a-f-]{36}")) {
            imports.readStage(id, source, written, java.util.UUID.fromString(stage), viewer);
        }
        return Html.goTo("/imports/" + id);
    }

    @PostMapping("/{id}/days")
    ModelAndView days(@PathVariable ImportId id, @RequestParam(defaultValue = "") String subject, @RequestParam(defaultValue = "false") boolean monthFirst, Viewer viewer) {
        imports.show(id, viewer);
        imports.readDays(id, subject, monthFirst, viewer);
        return Html.goTo("/imports/" + id);
    }

    /** What the columns of a file mean. */
    @GetMapping("/{id}/files/{position}")
    ModelAndView columns(@PathVariable ImportId id, @PathVariable int position, @RequestParam(defaultValue = "") String kind, Viewer viewer) {
        return Html.ok(ColumnsPage.of(id, position, imports.columns(id, position, viewer), kind, null));
    }

    @PostMapping("/{id}/files/{position}")
    ModelAndView match(@PathVariable ImportId id, @PathVariable int position, @RequestParam(defaultValue = "") String kind, @RequestParam MultiValueMap<String, String> form, Viewer viewer) {
        var asked = imports.columns(id, position, viewer);
        var matching = ColumnsPage.matching(asked, kind, form);
        try {
            imports.readColumns(id, position, matching, viewer);
            return Html.goTo("/imports/" + id);
        } catch (Refused e) {
            return Html.invalid(ColumnsPage.of(id, position, asked, kind, e.getMessage()));
        }
    }

    /** The rows of a file that stay out, to be mended and brought again. */
    @GetMapping("/{id}/files/{position}/left-out.csv")
    void leftOut(@PathVariable ImportId id, @PathVariable int position, HttpServletResponse response, Viewer viewer) throws IOException {
        var name = imports.columns(id, position, viewer).file().replaceFirst("\\.[^.]*$", "");
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", ContentDisposition.attachment().filename(name + " left out.csv", StandardCharsets.UTF_8).build().toString());
        try (var csv = CsvWriter.builder().build(response.getWriter())) {
            imports.turned(id, position, csv::writeRecord, viewer);
        }
    }

    private List<Option> stages(Viewer viewer) {
        var all = pipelines.all(viewer);
        return all.stream().flatMap(pipeline -> pipeline.stages().stream().map(it -> Option.of(it.id().toString(), all.size() == 1 ? it.name() : pipeline.name() + ": " + it.name()))).toList();
    }

    @PostMapping("/{id}/again")
    ModelAndView again(@PathVariable ImportId id, Viewer viewer) {
        imports.show(id, viewer);
        imports.again(id, viewer);
        return Html.goTo("/imports/" + id);
    }

    @PostMapping("/{id}/discard")
    ModelAndView discard(@PathVariable ImportId id, Viewer viewer) {
        imports.show(id, viewer);
        imports.discard(id, viewer);
        return Html.goTo("/imports", new Flash("Discarded. Nothing was written."));
    }

    @PostMapping("/{id}/undo")
    ModelAndView undo(@PathVariable ImportId id, Viewer viewer) {
        var undone = imports.undo(id, viewer);
        return Html.goTo("/imports/" + id, new Flash(undone.leftAlone().isEmpty() ? "Undone. Everything is as it was before."
                : "Undone, except for %d that somebody has changed since.".formatted(undone.leftAlone().size())));
    }

    static List<Upload> uploads(List<MultipartFile> files) throws IOException {
        var uploads = new java.util.ArrayList<Upload>();
        for (var file : files) {
            var path = String.valueOf(file.getOriginalFilename()).split("[/\\\\]");
            uploads.add(new Upload(Arrays.stream(path).reduce((_, last) -> last).filter(it -> !it.isBlank()).orElse("file"), file.getInputStream()));
        }
        return uploads;
    }
}
