package rapport.imports.web;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import rapport.audit.Intake.Outcome;
import rapport.imports.Import;
import rapport.imports.Import.File;
import rapport.imports.Import.StageRead;
import rapport.imports.Import.State;
import rapport.imports.ImportId;
import rapport.imports.Imports;
import rapport.imports.Imports.Terms;
import rapport.imports.NearMiss;
import rapport.imports.Problem;
import rapport.kernel.Viewer;

/** Imports for programs: near-misses count as the same and are listed. */
@RestController
@RequestMapping("/api/v1/imports")
class ImportApi {

    /** @param summary what became of each kind @param leftOut rows that stay out @param proposals pairs that may be one */
    record ImportJson(ImportId id, State state, @Nullable String profile, @Nullable Long millis, Map<String, Outcome> summary, List<File> files,
            List<Problem> problems, List<NearMiss> nearMisses, List<StageRead> stages, int leftOut, int leftBlank, int proposals, List<String> leftAlone) {

        static ImportJson of(Import it) {
            return new ImportJson(it.id(), it.state(), it.profile(), it.millis(), it.summary(), it.files(), it.problems(), it.nearMisses(), it.stages(), it.leftOut(), it.leftBlank(), it.proposals(), it.leftAlone());
        }
    }

    private final Imports imports;

    ImportApi(Imports imports) {
        this.imports = imports;
    }

    /** @param leaveOut import although some rows cannot come in; else such a row keeps everything out */
    @PostMapping
    ResponseEntity<ImportJson> receive(@RequestParam("files") List<MultipartFile> files, @RequestParam(defaultValue = "false") boolean dryRun, @RequestParam(defaultValue = "false") boolean leaveOut,
            Viewer viewer) throws IOException {
        viewer.mustAdminister();
        var uploads = ImportController.uploads(files);
        var terms = new Terms(true, leaveOut);
        var done = dryRun ? imports.rehearseAtOnce(uploads, terms, viewer) : imports.runAtOnce(uploads, terms, viewer);
        return ResponseEntity.created(URI.create("/api/v1/imports/" + done.id())).body(ImportJson.of(done));
    }

    @GetMapping("/{id}")
    ImportJson show(@PathVariable ImportId id, Viewer viewer) {
        return ImportJson.of(imports.show(id, viewer));
    }

    @DeleteMapping("/{id}")
    ImportJson undo(@PathVariable ImportId id, Viewer viewer) {
        return ImportJson.of(imports.undo(id, viewer));
    }
}
