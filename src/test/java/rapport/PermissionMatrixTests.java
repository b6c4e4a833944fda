package rapport;

import static org.assertj.core.api.Assertions.assertThat;
import static rapport.PermissionMatrixTests.Answer.DOOR;
import static rapport.PermissionMatrixTests.Answer.FORBIDDEN;
import static rapport.PermissionMatrixTests.Answer.NOTHING_HERE;
import static rapport.PermissionMatrixTests.Answer.YES;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import rapport.coaching.Coaching;
import rapport.coaching.SessionList;
import rapport.coaching.StartProgramme;
import rapport.coaching.Starting;
import rapport.e2e.Routes;
import rapport.e2e.Routes.Route;
import rapport.crm.record.Attachments;
import rapport.crm.record.Kind;
import rapport.crm.record.Records;
import rapport.imports.Imports;
import rapport.kernel.PersonId;
import rapport.kernel.Role;
import rapport.kernel.Viewer;
import rapport.kernel.WorkspaceRegister;
import rapport.kernel.Workspaces;
import rapport.skills.Blueprints;
import rapport.skills.Focus;
import rapport.skills.Skills;
import rapport.skills.Treatment;
import rapport.support.Book;
import rapport.support.Csrf;
import rapport.support.Rows;
import rapport.support.Team;
import rapport.support.WholeTest;

/** Every route of the running program × everybody who may ask × every kind of record: no leak, no false denial. */
@WholeTest
class PermissionMatrixTests {

    /** What somebody gets: in (whatever the form says of the rest), a refusal, nothing at all, or the door. */
    enum Answer { YES, FORBIDDEN, NOTHING_HERE, DOOR }

    /** Who asks. */
    enum Asker { OWNER, ADMIN, MANAGER, TOM, RITA, MARKETER, VIEWER, NOBODY }

    /** Whose record is asked for. */
    enum Whose { TOMS, RITAS, NOBODYS, FOREIGN, NONE }

    interface Rule {
        Answer of(Asker asker, Whose whose);
    }

    static final Rule OPEN = (_, _) -> YES;
    static final Rule MEMBER = (asker, _) -> asker == Asker.NOBODY ? DOOR : YES;
    static final Rule ADMIN = inside((asker, whose) -> administers(asker) ? here(whose) : FORBIDDEN);
    static final Rule LEADS = inside((asker, _) -> leads(asker) ? YES : FORBIDDEN);
    static final Rule SELLS = inside((asker, _) -> sells(asker) ? YES : FORBIDDEN);
    static final Rule ANY_OF_US = inside((_, whose) -> here(whose));
    static final Rule ANY_OF_US_SELLS = inside((asker, whose) -> whose == Whose.FOREIGN ? NOTHING_HERE : sells(asker) ? YES : FORBIDDEN);
    static final Rule SEEN = inside((asker, whose) -> sees(asker, whose) ? YES : NOTHING_HERE);
    static final Rule SEEN_SELLS = inside((asker, whose) -> !sees(asker, whose) ? NOTHING_HERE : sells(asker) ? YES : FORBIDDEN);
    static final Rule LOOKED_AFTER = inside((asker, whose) -> whose == Whose.FOREIGN ? NOTHING_HERE : administers(asker) ? YES
            : asker == Asker.MANAGER && whose == Whose.TOMS ? YES : FORBIDDEN);

    /** What is coached is the two participants', not even an owner's: Maya coaches Tom, the owner Rita. */
    static final Rule TAKES_PART = inside((asker, whose) -> whose == Whose.TOMS && (asker == Asker.MANAGER || asker == Asker.TOM)
            || whose == Whose.RITAS && (asker == Asker.OWNER || asker == Asker.RITA) ? YES : NOTHING_HERE);

    /** Its coach may; its reps may know of it. */
    static final Rule PROMISED = inside((asker, whose) -> whose == Whose.TOMS && asker == Asker.MANAGER || whose == Whose.RITAS && asker == Asker.OWNER ? YES
            : whose == Whose.TOMS && asker == Asker.TOM || whose == Whose.RITAS && asker == Asker.RITA ? FORBIDDEN : NOTHING_HERE);

    static final Map<String, Rule> RULES = new LinkedHashMap<>();

    static {
        for (var it : List.of("GET /livez", "GET /readyz", "GET /error", "GET /assets/{release}/{*path}", "GET /api/v1/openapi.json",
                "GET /sign-in", "POST /sign-in", "GET /set-up", "POST /set-up")) {
            RULES.put(it, OPEN);
        }
        for (var it : List.of("GET /", "GET /today", "GET /help", "GET /more", "GET /settings", "GET /styleguide", "GET /you", "POST /you/time-zone",
                "POST /you/tokens", "GET /people", "GET /api/v1/me", "GET /api/v1/people")) {
            RULES.put(it, MEMBER);
        }
        for (var it : List.of("GET /people/new", "POST /people", "GET /settings/audit", "GET /people/{id}/edit", "POST /people/{id}",
                "POST /people/{id}/deactivation", "POST /people/{id}/activation", "GET /imports", "POST /imports", "GET /imports/{id}",
                "GET /imports/{id}/progress", "GET /imports/{id}/differences", "POST /imports/{id}/run", "POST /imports/{id}/decision", "POST /imports/{id}/again",
                "POST /imports/{id}/discard", "POST /imports/{id}/undo", "POST /imports/{id}/stage", "POST /imports/{id}/days", "GET /imports/{id}/files/{position}", "POST /imports/{id}/files/{position}",
                "GET /imports/{id}/files/{position}/left-out.csv", "POST /api/v1/imports", "GET /api/v1/imports/{id}", "DELETE /api/v1/imports/{id}")) {
            RULES.put(it, ADMIN);
        }
        for (var it : List.of("GET /board", "GET /board/filter", "GET /board/stages/{stage}/cards", "GET /search", "GET /search/palette", "GET /api/v1/search")) {
            RULES.put(it, MEMBER);
        }
        RULES.put("PUT /board/cards/{id}", SEEN_SELLS);
        for (var it : List.of("GET /leads/{id}/handling", "POST /leads/{id}/return", "PUT /api/v1/leads/{id}/return", "POST /opportunities/{id}/parts", "POST /api/v1/opportunities/{id}/parts",
                "PUT /api/v1/opportunities/{id}/closing", "DELETE /api/v1/opportunities/{id}/closing")) {
            RULES.put(it, SEEN_SELLS);
        }
        RULES.put("GET /api/v1/opportunities/{id}/parts", SEEN);
        for (var it : List.of("POST /opportunities/{id}/parts/{part}/end", "DELETE /api/v1/opportunities/{id}/parts/{part}")) { // a part nobody has
            RULES.put(it, inside((asker, whose) -> !sees(asker, whose) ? NOTHING_HERE : sells(asker) ? NOTHING_HERE : FORBIDDEN));
        }
        for (var it : List.of("GET /prospecting", "GET /prospecting/letters", "GET /prospecting/introductions", "GET /api/v1/prospecting/introductions", "GET /prospecting/gifts", "GET /prospecting/answers", "GET /prospecting/worklist", "GET /prospecting/blocks", "GET /api/v1/prospecting/blocks", "GET /prospecting/plays", "GET /api/v1/prospecting/plays", "GET /api/v1/prospecting/enrolments", "POST /api/v1/prospecting/enrolments", "GET /prospecting/persistence", "GET /api/v1/prospecting/touches", "GET /api/v1/prospecting/promises", "GET /api/v1/prospecting/attempts",
                "GET /api/v1/prospecting/persistence", "POST /api/v1/prospecting/attempts", "PUT /api/v1/prospecting/promises/{id}")) {
            RULES.put(it, MEMBER);
        }
        for (var it : List.of("GET /settings/mailboxes", "GET /settings/mailboxes/new", "POST /settings/mailboxes")) {
            RULES.put(it, SELLS);
        }
        RULES.put("GET /contacts/{id}/tally", ANY_OF_US);
        RULES.put("POST /prospecting/plays", LEADS);
        RULES.put("POST /prospecting/blocks", MEMBER); // when is asked first; who may, BlockTests says
        RULES.put("POST /prospecting/plays/seeds/{key}", inside((_, _) -> NOTHING_HERE));
        // Plays, steps and people in them nobody has: nothing, and who may not write them is told so first.
        for (var it : List.of("GET /prospecting/plays/{id}", "GET /api/v1/prospecting/plays/{id}/funnel", "GET /prospecting/touches/{id}", "POST /prospecting/touches/{id}/done", "POST /prospecting/answers/{id}/handling", "POST /prospecting/touches/{id}/call-date", "POST /prospecting/touches/{id}/sending", "POST /prospecting/enrolments/{id}/going-on", "POST /prospecting/blocks/{id}/start", "POST /prospecting/blocks/{id}/end", "POST /prospecting/blocks/{id}/breach", "POST /prospecting/enrolments/{id}/removal")) {
            RULES.put(it, inside((_, _) -> NOTHING_HERE));
        }
        for (var it : List.of("GET /prospecting/plays/{id}/people", "POST /prospecting/plays/{id}/people", "POST /prospecting/enrolments")) {
            RULES.put(it, inside((asker, _) -> sells(asker) ? NOTHING_HERE : FORBIDDEN));
        }
        for (var it : List.of("POST /prospecting/plays/{id}/publication", "POST /prospecting/plays/{id}/retirement", "GET /prospecting/plays/{id}/steps/{position}", "POST /prospecting/plays/{id}/steps/{position}", "POST /prospecting/plays/{id}/steps/{position}/preview", "POST /prospecting/plays/{id}/steps/{position}/removal",
                "POST /prospecting/plays/{id}/steps/{position}/earlier", "GET /prospecting/plays/{id}/move", "POST /prospecting/plays/{id}/move")) {
            RULES.put(it, inside((asker, _) -> leads(asker) ? NOTHING_HERE : FORBIDDEN));
        }
        RULES.put("GET /settings/law", inside((asker, _) -> administers(asker) ? YES : FORBIDDEN));
        RULES.put("GET /settings/law/{key}", inside((asker, _) -> administers(asker) ? NOTHING_HERE : FORBIDDEN));
        RULES.put("POST /settings/law/{key}", inside((asker, _) -> administers(asker) ? NOTHING_HERE : FORBIDDEN));
        RULES.put("POST /settings/law/confirmation", inside((asker, _) -> administers(asker) ? YES : FORBIDDEN));
        for (var it : List.of("POST /prospecting/letters/printing", "POST /prospecting/letters/posting")) { // that there is none is said on the page
            RULES.put(it, inside((asker, _) -> asker == Asker.VIEWER ? FORBIDDEN : YES));
        }
        for (var it : List.of("POST /prospecting/touches/{id}/order", "POST /prospecting/gifts/{id}/approval", "POST /prospecting/gifts/{id}/refusal")) {
            RULES.put(it, inside((_, _) -> NOTHING_HERE));
        }
        RULES.put("POST /prospecting/gifts/{id}/claim", inside((asker, _) -> asker == Asker.VIEWER ? FORBIDDEN : NOTHING_HERE));
        for (var it : List.of("GET /prospecting/routes", "GET /api/v1/prospecting/routes", "POST /prospecting/routes", "POST /prospecting/introductions", "POST /prospecting/introductions/{id}/state", "POST /api/v1/prospecting/introductions", "PUT /api/v1/prospecting/introductions/{id}")) {
            RULES.put(it, MEMBER); // whom it is about is asked first; who may, IntroductionTests says
        }
        for (var it : List.of("GET /settings/suppressions", "POST /settings/suppressions", "GET /api/v1/prospecting/suppressions")) {
            RULES.put(it, SELLS);
        }
        RULES.put("POST /api/v1/prospecting/suppressions", MEMBER); // what is missing is said first; who may add, ErasureTests says
        RULES.put("GET /settings/telephone", SELLS);
        RULES.put("POST /settings/telephone/device", SELLS);
        RULES.put("POST /settings/telephone", inside((asker, _) -> administers(asker) ? YES : FORBIDDEN));
        RULES.put("POST /settings/telephone/removal", inside((asker, _) -> administers(asker) ? YES : FORBIDDEN));
        RULES.put("POST /prospecting/calls/{id}/dial", ANY_OF_US_SELLS);
        RULES.put("POST /prospecting/calls/{id}/override", ANY_OF_US_SELLS);
        for (var it : List.of("GET /contacts/{id}/person", "GET /contacts/{id}/person/everything", "POST /contacts/{id}/person/erasure")) {
            RULES.put(it, inside((asker, whose) -> whose == Whose.FOREIGN ? NOTHING_HERE : administers(asker) ? YES : FORBIDDEN));
        }
        RULES.put("GET /prospecting/letters/{id}/pdf", inside((_, _) -> NOTHING_HERE));
        for (var it : List.of("GET /settings/fax", "POST /settings/fax", "POST /settings/fax/closing", "GET /settings/gifts", "POST /settings/gifts", "POST /settings/gifts/closing")) {
            RULES.put(it, inside((asker, _) -> administers(asker) ? YES : FORBIDDEN));
        }
        RULES.put("GET /settings/letterhead", inside((asker, _) -> administers(asker) ? YES : FORBIDDEN));
        RULES.put("POST /settings/letterhead", inside((asker, _) -> administers(asker) ? YES : FORBIDDEN));
        RULES.put("GET /settings/domains", inside((asker, _) -> administers(asker) ? YES : FORBIDDEN));
        for (var it : List.of("GET /settings/domains/{key}", "POST /settings/domains/{key}/look", "POST /settings/domains/{key}/keys", "POST /settings/domains/{key}/signing")) {
            RULES.put(it, inside((asker, _) -> administers(asker) ? NOTHING_HERE : FORBIDDEN));
        }
        RULES.put("POST /settings/domains/{key}/signing/end", inside((asker, _) -> administers(asker) ? YES : FORBIDDEN));
        RULES.put("GET /prospecting/calls/{id}", ANY_OF_US_SELLS);
        RULES.put("POST /prospecting/calls/{id}", ANY_OF_US_SELLS);
        RULES.put("POST /prospecting/persistence/economics", MEMBER); // what is missing is said first; who may set it, CallTests says
        // Mails, mailboxes and contacts nobody has: nothing, for everybody.
        for (var it : List.of("POST /prospecting/touches/{id}/call-back", "POST /prospecting/touches/{id}/arrival", "POST /prospecting/touches/{id}/again", "GET /prospecting/mails/new", "POST /prospecting/mails",
                "POST /settings/mailboxes/{id}/hold", "POST /settings/mailboxes/{id}/release", "POST /settings/mailboxes/{id}/closing", "DELETE /api/v1/prospecting/touches/{id}", "POST /prospecting/attempts/{id}/taken-back", "DELETE /api/v1/prospecting/attempts/{id}")) {
            RULES.put(it, inside((_, _) -> NOTHING_HERE));
        }
        RULES.put("POST /api/v1/prospecting/touches", MEMBER); // what is wrong with the body is said first; who may write, MailingTests says
        RULES.put("GET /api/v1/prospecting/tally", MEMBER);
        RULES.put("GET /leave/{secret}", (_, _) -> NOTHING_HERE);
        RULES.put("POST /leave/{secret}", (_, _) -> NOTHING_HERE);
        RULES.put("GET /calendar", MEMBER);
        RULES.put("GET /api/v1/calendar", MEMBER);
        RULES.put("GET /forecast", MEMBER);
        RULES.put("GET /api/v1/forecast", MEMBER);
        RULES.put("GET /forecast/quotas", LEADS);
        RULES.put("POST /forecast/quotas", LEADS);
        RULES.put("POST /forecast/quotas/{id}/removal", inside((asker, _) -> leads(asker) ? NOTHING_HERE : FORBIDDEN)); // a quota nobody set
        for (var it : List.of("GET /settings/money", "POST /settings/money/base", "POST /settings/money/rates")) {
            RULES.put(it, ADMIN);
        }
        RULES.put("GET /duplicates", MEMBER);
        RULES.put("POST /duplicates/search", SELLS);
        for (var it : List.of("POST /duplicates/never", "GET /merges/new", "POST /merges", "POST /merges/{id}/undoing", "POST /api/v1/merges", "DELETE /api/v1/merges/{id}")) { // records and merges nobody has
            RULES.put(it, inside((asker, _) -> !sells(asker) && it.endsWith("/never") ? FORBIDDEN : NOTHING_HERE));
        }
        for (var it : List.of("GET /api/v1/merges", "GET /bin", "GET /api/v1/pipelines", "GET /api/v1/views", "POST /api/v1/views")) {
            RULES.put(it, MEMBER);
        }
        for (var it : List.of("GET /settings/pipelines", "POST /settings/pipelines", "GET /settings/fields", "GET /settings/export", "POST /settings/export", "POST /api/v1/exports", "POST /settings/fields", "POST /api/v1/pipelines")) {
            RULES.put(it, ADMIN);
        }
        for (var it : List.of("POST /settings/pipelines/{id}", "POST /settings/pipelines/{id}/retirement", "PUT /api/v1/pipelines/{id}", "DELETE /api/v1/pipelines/{id}")) { // a pipeline nobody made
            RULES.put(it, inside((asker, _) -> administers(asker) ? NOTHING_HERE : FORBIDDEN));
        }
        for (var it : Kind.values()) {
            RULES.put("POST /settings/fields/%s/{key}/retirement".formatted(it.path()), inside((asker, _) -> administers(asker) ? NOTHING_HERE : FORBIDDEN)); // a field nobody invented
        }
        RULES.put("DELETE /api/v1/views/{id}", inside((_, _) -> NOTHING_HERE));
        RULES.put("GET /people/{id}", ANY_OF_US);
        RULES.put("GET /people/{id}/hand-over", LOOKED_AFTER);
        RULES.put("POST /people/{id}/hand-over", LOOKED_AFTER);
        RULES.put("GET /people/addresses", LEADS);
        RULES.put("POST /people/addresses", LEADS);
        for (var kind : Kind.values()) {
            records(kind);
        }
        for (var step : List.of("stage", "closing", "reopening")) {
            RULES.put("POST /opportunities/{id}/" + step, SEEN_SELLS);
        }
        RULES.put("POST /activities/{id}/done", SEEN_SELLS);
        RULES.put("POST /activities/{id}/undone", SEEN_SELLS);
        RULES.put("POST /api/v1/activities/{id}/done", SEEN_SELLS);
        RULES.put("DELETE /api/v1/activities/{id}/done", SEEN_SELLS);
        RULES.put("POST /views/{id}/removal", inside((_, _) -> NOTHING_HERE)); // a view nobody made
        RULES.put("GET /coaching", MEMBER);
        RULES.put("GET /coaching/adherence", MEMBER);
        RULES.put("GET /api/v1/coaching/adherence", MEMBER);
        RULES.put("POST /coaching/contacts", inside((asker, _) -> asker == Asker.VIEWER ? FORBIDDEN : YES));
        RULES.put("POST /api/v1/coaching/contacts", inside((asker, _) -> asker == Asker.VIEWER ? FORBIDDEN : YES));
        RULES.put("GET /api/v1/coaching/sessions", MEMBER);
        RULES.put("GET /coaching/programmes/new", LEADS);
        RULES.put("POST /coaching/programmes", LEADS);
        RULES.put("POST /api/v1/coaching/programmes", LEADS);
        for (var it : List.of("GET /time", "POST /time/absences", "POST /time/feed", "POST /time/feed/end", "GET /api/v1/absences", "GET /coaching/policy", "GET /api/v1/coaching/policies", "GET /coaching/adherence.csv")) {
            RULES.put(it, MEMBER);
        }
        RULES.put("POST /time/absences", inside((asker, _) -> asker == Asker.VIEWER ? FORBIDDEN : YES));
        RULES.put("POST /api/v1/absences", inside((asker, _) -> asker == Asker.VIEWER ? FORBIDDEN : YES));
        for (var it : List.of("GET /settings/mail", "POST /coaching/policy", "POST /api/v1/coaching/policies")) {
            RULES.put(it, ADMIN);
        }
        // An absence, a mail and links nobody has: nothing, for everybody who may ask at all.
        RULES.put("POST /time/absences/{id}/end", inside((_, _) -> NOTHING_HERE));
        RULES.put("DELETE /api/v1/absences/{id}", inside((_, _) -> NOTHING_HERE));
        RULES.put("POST /settings/mail/{id}/again", inside((asker, _) -> administers(asker) ? NOTHING_HERE : FORBIDDEN));
        RULES.put("GET /accept/{secret}", (_, _) -> NOTHING_HERE);
        RULES.put("POST /accept/{secret}", (_, _) -> NOTHING_HERE);
        RULES.put("GET /calendar/{secret}.ics", (_, _) -> NOTHING_HERE);
        for (var it : List.of("POST /coaching/programmes/{id}/reps", "POST /coaching/programmes/{id}/expectations", "PUT /api/v1/coaching/programmes/{id}/reps/{person}",
                "PUT /api/v1/coaching/programmes/{id}/expectations")) {
            RULES.put(it, PROMISED);
        }
        for (var it : List.of("GET /coaching/programmes/{id}", "POST /coaching/programmes/{id}/agreement", "PUT /api/v1/coaching/programmes/{id}/agreement",
                "GET /coaching/sessions/{id}", "POST /coaching/sessions/{id}/acceptance", "PUT /api/v1/coaching/sessions/{id}/acceptance",
                "GET /coaching/sessions/{id}/preparation", "POST /coaching/sessions/{id}/preparation", "GET /coaching/sessions/{id}/meeting",
                "POST /coaching/sessions/{id}/begin", "POST /coaching/sessions/{id}/end", "POST /coaching/sessions/{id}/agenda", "POST /coaching/sessions/{id}/review",
                "POST /coaching/sessions/{id}/notes", "POST /coaching/sessions/{id}/commitments", "POST /coaching/sessions/{id}/confirmation",
                "PUT /api/v1/coaching/sessions/{id}/preparation", "PUT /api/v1/coaching/sessions/{id}/pack", "PUT /api/v1/coaching/sessions/{id}/agenda",
                "PUT /api/v1/coaching/sessions/{id}/review", "PUT /api/v1/coaching/sessions/{id}/holding", "PUT /api/v1/coaching/sessions/{id}/notes/{note}",
                "POST /api/v1/coaching/sessions/{id}/commitments", "PUT /api/v1/coaching/sessions/{id}/confirmation", "GET /api/v1/coaching/sessions/{id}/verdict",
                "GET /coaching/sessions/{id}/agenda", "GET /coaching/sessions/{id}/notes", "GET /coaching/sessions/{id}/stream", "PUT /coaching/sessions/{id}/notes/{note}",
                "GET /coaching/sessions/{id}/time", "POST /coaching/sessions/{id}/time", "POST /coaching/sessions/{id}/late-agreement", "POST /coaching/sessions/{id}/cut-short",
                "POST /coaching/sessions/{id}/cancellation", "PUT /api/v1/coaching/sessions/{id}/time", "GET /api/v1/coaching/sessions/{id}/time",
                "PUT /api/v1/coaching/sessions/{id}/cancellation", "PUT /api/v1/coaching/sessions/{id}/late-agreement", "GET /api/v1/coaching/sessions/{id}/ledger",
                "POST /coaching/sessions/{id}/coach", "PUT /api/v1/coaching/sessions/{id}/coach")) {
            RULES.put(it, TAKES_PART);
        }
        RULES.put("PUT /api/v1/coaching/sessions/{id}/commitments/{commitment}", inside((_, _) -> NOTHING_HERE));
        RULES.put("POST /coaching/sessions/{id}/commitments/{commitment}/outcome", inside((_, _) -> NOTHING_HERE)); // a commitment nobody made
        RULES.put("GET /blueprints", MEMBER);
        RULES.put("GET /api/v1/skills", MEMBER);
        RULES.put("GET /blueprints/{person}", SEEN);
        RULES.put("GET /api/v1/blueprints/{person}", SEEN);
        for (var it : List.of("GET /blueprints/{person}/edit", "POST /blueprints/{person}", "POST /blueprints/{person}/signature",
                "PUT /api/v1/blueprints/{person}", "PUT /api/v1/blueprints/{person}/signature")) {
            RULES.put(it, SEEN_SELLS);
        }
        RULES.put("POST /coaching/sessions/{id}/agenda/{position}", inside((_, _) -> NOTHING_HERE)); // an item nobody wrote
        // A secret nobody has, and a token that is somebody else's: nothing, for everybody.
        RULES.put("GET /welcome/{secret}", (_, _) -> NOTHING_HERE);
        RULES.put("POST /welcome/{secret}", (_, _) -> NOTHING_HERE);
        RULES.put("POST /you/tokens/{id}/revocation", inside((_, _) -> NOTHING_HERE));
        RULES.put("POST /you/workspace", inside((_, _) -> NOTHING_HERE)); // a workspace one is no member of
        RULES.put("GET /attachments/{id}", SEEN);
        RULES.put("POST /attachments/{id}/removal", SEEN_SELLS);
        // Ends what the others need.
        RULES.put("POST /leads/{id}/acceptance", SEEN_SELLS);
        RULES.put("PUT /api/v1/leads/{id}/acceptance", SEEN_SELLS);
        RULES.put("POST /coaching/programmes/{id}/end", PROMISED);
        RULES.put("DELETE /api/v1/coaching/programmes/{id}", PROMISED);
        // Asked last by everybody, for they end what the others need; SignInTests tells their story.
        RULES.put("POST /sign-out", MEMBER);
        RULES.put("POST /you/sessions/end", MEMBER);
    }

    /** What every kind of record has: lists for all, a page for whoever sees it, changes for whoever sells. */
    private static void records(Kind kind) {
        var path = kind.path();
        var open = kind == Kind.ACCOUNT || kind == Kind.CONTACT || kind == Kind.PRODUCT;
        var read = open ? ANY_OF_US : SEEN;
        var write = open ? ANY_OF_US_SELLS : SEEN_SELLS;
        for (var it : List.of("GET /%s", "GET /%s/choices", "GET /%s/export.csv", "GET /%s/export.xlsx", "GET /%s/filter", "GET /%s/filter/condition", "GET /%s/bulk/value", "POST /%s/views", "GET /api/v1/%s")) {
            RULES.put(it.formatted(path), MEMBER);
        }
        for (var it : List.of("GET /%s/new", "POST /%s", "POST /%s/bulk", "POST /api/v1/%s")) {
            RULES.put(it.formatted(path), SELLS);
        }
        for (var it : List.of("GET /%s/{id}", "GET /%s/{id}/timeline", "POST /%s/{id}/look", "GET /%s/{id}/why", "GET /api/v1/%s/{id}")) {
            RULES.put(it.formatted(path), read);
        }
        for (var it : List.of("GET /%s/{id}/edit", "POST /%s/{id}", "GET /%s/{id}/fields/{field}", "PUT /%s/{id}/fields/{field}", "POST /%s/{id}/activities", "PATCH /api/v1/%s/{id}",
                "POST /%s/{id}/bin", "POST /%s/{id}/restoration", "DELETE /api/v1/%s/{id}", "POST /api/v1/%s/{id}/restoration")) {
            RULES.put(it.formatted(path), write);
        }
        RULES.put("POST /%s/{id}/attachments".formatted(path), kind == Kind.PRODUCT || kind == Kind.ACTIVITY ? write : write);
        RULES.put("POST /%s/bulk/{batch}/undo".formatted(path), inside((_, _) -> NOTHING_HERE)); // a change nobody made
    }

    @Autowired Routes routes;
    @Autowired MockMvcTester browser;
    @Autowired Team team;
    @Autowired Book writes;
    @Autowired Records records;
    @Autowired Attachments attachments;
    @Autowired Coaching coaching;
    @Autowired SessionList sessionList;
    @Autowired Imports imports;
    @Autowired Skills skills;
    @Autowired Blueprints blueprints;
    @Autowired WorkspaceRegister workspaces;
    @Autowired Rows rows;

    int counter;
    final Map<Asker, RequestPostProcessor> askers = new LinkedHashMap<>();
    final Map<Kind, Map<Whose, UUID>> book = new java.util.EnumMap<>(Kind.class);
    final Map<Whose, UUID> files = new LinkedHashMap<>();
    final Map<Whose, UUID> people = new LinkedHashMap<>();
    final Map<Whose, UUID> programmes = new LinkedHashMap<>();
    final Map<Whose, UUID> sessions = new LinkedHashMap<>();
    final Map<Whose, UUID> loads = new LinkedHashMap<>();
    final Map<Whose, UUID> reps = new LinkedHashMap<>();
    final Map<UUID, String> staysWith = new java.util.HashMap<>();

    @Test
    void everyRouteHasARule() {
        assertThat(routes.all()).extracting(Route::toString).containsExactlyInAnyOrderElementsOf(RULES.keySet());
    }

    @Test
    void everybodyGetsWhatTheRuleSaysAndNothingElse() {
        peopleAndRecords();
        var faults = new ArrayList<String>();
        RULES.forEach((name, rule) -> {
            var route = new Route(name.split(" ")[0], name.split(" ")[1]);
            askers.forEach((asker, asks) -> records(route).forEach((whose, id) -> {
                var got = ask(route, id, asks);
                var expected = rule.of(asker, whose);
                if (got != expected) {
                    faults.add("%s, asked by %s for %s: %s instead of %s".formatted(route, asker, whose, got, expected));
                }
            }));
        });
        assertThat(faults).isEmpty();
    }

    /** Today, the board and the lists are asked by everybody: whatever id stands on them opens for who reads it. */
    @Test
    void whateverAPageShowsItsReaderMayOpen() {
        peopleAndRecords();
        var links = java.util.regex.Pattern.compile("(?:href|action)=\"(/[a-z]+/(?:sessions/|programmes/)?[0-9a-f-]{36})");
        var faults = new ArrayList<String>();
        for (var page : List.of("/today", "/coaching", "/coaching/adherence", "/blueprints", "/opportunities", "/accounts", "/contacts", "/leads", "/activities?view=everything", "/products", "/board", "/board?lanes=owner", "/forecast", "/duplicates?kind=leads", "/bin", "/search?q=of", "/search/palette?q=of", "/people", "/time", "/calendar", "/calendar?day=2026-03-09", "/calendar?week=2026-W11")) {
            askers.forEach((asker, asks) -> {
                var answer = browser.get().uri(page).with(asks).exchange().getResponse();
                var body = new String(answer.getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
                links.matcher(body).results().map(it -> it.group(1)).distinct().forEach(link -> {
                    if (browser.get().uri(link).with(asks).exchange().getResponse().getStatus() != 200) {
                        faults.add("%s shows %s what they may not open: %s".formatted(page, asker, link));
                    }
                });
                for (var foreign : Stream.concat(book.values().stream(), Stream.of(people, programmes, sessions)).toList()) {
                    if (body.contains(foreign.get(Whose.FOREIGN).toString())) {
                        faults.add("%s shows %s an id of another workspace".formatted(page, asker));
                    }
                }
                if (asker == Asker.TOM && (body.contains(sessions.get(Whose.RITAS).toString()) || body.contains(book.get(Kind.OPPORTUNITY).get(Whose.RITAS).toString()) || body.contains(book.get(Kind.LEAD).get(Whose.RITAS).toString()) || body.contains(book.get(Kind.ACTIVITY).get(Whose.RITAS).toString()))) {
                    faults.add("%s shows Tom what is Rita's".formatted(page));
                }
            });
        }
        assertThat(faults).isEmpty();
    }

    private void peopleAndRecords() {
        var owner = team.hire("Olivia Owner", Role.OWNER);
        var second = team.hire("Second Owner", Role.OWNER);
        var maya = team.hire("Maya Manager", Role.MANAGER, owner);
        var tom = team.hire("Tom Rep", Role.REP, maya);
        var rita = team.hire("Rita Rep", Role.REP, owner);
        askers.put(Asker.OWNER, owner.asks());
        askers.put(Asker.ADMIN, team.hire("Adam Admin", Role.ADMIN).asks());
        askers.put(Asker.MANAGER, maya.asks());
        askers.put(Asker.TOM, tom.asks());
        askers.put(Asker.RITA, rita.asks());
        askers.put(Asker.MARKETER, team.hire("Mark Marketer", Role.MARKETER).asks());
        askers.put(Asker.VIEWER, team.hire("Vera Viewer", Role.VIEWER).asks());
        askers.put(Asker.NOBODY, Csrf.csrf());
        // whose deactivation the matrix asks for must not be an asker
        people.put(Whose.TOMS, team.hire("Tom Other", Role.REP, maya).id().value());
        people.put(Whose.RITAS, team.hire("Rita Other", Role.REP, second).id().value());
        staysWith.put(people.get(Whose.TOMS), maya.id().toString());
        staysWith.put(people.get(Whose.RITAS), second.id().toString());
        write(Whose.TOMS, tom, owner);
        write(Whose.RITAS, rita, owner);
        write(Whose.NOBODYS, null, owner);
        coached(Whose.TOMS, maya, tom);
        coached(Whose.RITAS, owner, rita);
        loads.put(Whose.NOBODYS, imports.rehearseAtOnce(files(), rapport.imports.Imports.Terms.WHOLE, owner.viewer()).id().value());
        Workspaces.in(workspaces.open("Foreign " + UUID.randomUUID(), true).id(), () -> {
            var stranger = team.hire("Sam Stranger", Role.OWNER);
            people.put(Whose.FOREIGN, stranger.id().value());
            write(Whose.FOREIGN, stranger, stranger);
            coached(Whose.FOREIGN, stranger, team.hire("Sven Stranger", Role.REP, stranger));
            loads.put(Whose.FOREIGN, imports.rehearseAtOnce(files(), rapport.imports.Imports.Terms.WHOLE, stranger.viewer()).id().value());
            return stranger;
        });
    }

    private void coached(Whose whose, Team.Member coach, Team.Member rep) {
        var wish = new StartProgramme(List.of(rep.id()), 1, 45, LocalDateTime.of(2026, 3, 9, 10, 0), coach.viewer().zone(), StartProgramme.EXPECTATIONS, null);
        var started = (Starting.Started) coaching.start(wish, coach.viewer());
        programmes.put(whose, started.programme().id().value());
        sessions.put(whose, sessionList.coming(null, null, 1, rep.viewer()).getFirst().id());
        var skill = skills.all(coach.viewer()).getFirst().id();
        blueprints.write(rep.id(), List.of(new Focus(skill, "Asks a colleague in time", "", Treatment.PEER)), LocalDate.of(2026, 6, 30), coach.viewer());
        reps.put(whose, rep.id().value());
    }

    private static List<Imports.Upload> files() {
        return List.of(new Imports.Upload("products.csv", new java.io.ByteArrayInputStream("product,series,sales_price\nGTX Pro,GTX,4821\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    /** One record of each kind; an activity hangs on the opportunity. */
    private void write(Whose whose, Team.Member of, Team.Member by) {
        PersonId owner = of == null ? null : of.id();
        var deal = writes.opportunity(owner, by.viewer());
        put(Kind.OPPORTUNITY, whose, deal, owner);
        files.put(whose, attachments.add(Kind.OPPORTUNITY, deal, "offer.pdf", new java.io.ByteArrayInputStream(new byte[] {1}), by.viewer()).id());
        put(Kind.LEAD, whose, writes.add(Kind.LEAD, by.viewer(), "lastName", "Lead of " + whose, "owner", owner).id(), owner);
        put(Kind.ACTIVITY, whose, writes.add(Kind.ACTIVITY, by.viewer(), "name", "Activity of " + whose, "sort", "NOTE", "opportunity", deal).id(), owner);
        if (whose == Whose.NOBODYS || whose == Whose.FOREIGN) {
            var account = writes.account("Account of " + whose, by.viewer());
            put(Kind.ACCOUNT, whose, account, owner);
            put(Kind.CONTACT, whose, writes.add(Kind.CONTACT, by.viewer(), "lastName", "Contact of " + whose, "account", account).id(), owner);
            put(Kind.PRODUCT, whose, writes.add(Kind.PRODUCT, by.viewer(), "name", "Product of " + whose).id(), owner);
        }
    }

    private void put(Kind kind, Whose whose, UUID id, PersonId owner) {
        book.computeIfAbsent(kind, _ -> new LinkedHashMap<>()).put(whose, id);
        staysWith.put(id, owner == null ? "" : owner.toString());
    }

    private Map<Whose, UUID> records(Route route) {
        var kind = route.path().contains("/{id}") ? Kind.at(route.path().replace("/api/v1", "").split("/")[1]) : java.util.Optional.<Kind>empty();
        return route.path().startsWith("/prospecting/calls/{id}") ? book.get(Kind.CONTACT) : route.path().startsWith("/attachments/{id}") ? files : route.path().equals("/board/cards/{id}") ? book.get(Kind.OPPORTUNITY) : kind.isPresent() ? book.get(kind.get()) : route.path().contains("/imports/{id}") ? loads
                : route.path().contains("/programmes/{id}") ? programmes
                : route.path().contains("/blueprints/{person}") ? reps
                : route.path().contains("/sessions/{id}") ? sessions
                : route.path().startsWith("/people/{id}") ? people
                : Map.of(Whose.NONE, UUID.randomUUID());
    }

    private Answer ask(Route route, UUID id, RequestPostProcessor asks) {
        var path = route.path().replace("{id}", id.toString()).replace("/blueprints/{person}", "/blueprints/" + id).replace("{secret}", "nothing").replace("files/{position}", "files/0").replace("{position}", "77").replace("{note}", UUID.randomUUID().toString()).replace("{commitment}", UUID.randomUUID().toString()).replace("{person}", people.get(Whose.TOMS).toString()).replace("{release}", "any").replace("{field}", "description").replace("{stage}", stage()).replace("{part}", UUID.randomUUID().toString()).replace("{key}", "nothing").replace("{batch}", UUID.randomUUID().toString()).replace("{*path}", "rapport.css");
        if (route.toString().equals("POST /attachments/{id}/removal")) {
            putBackFile(id);
        }
        var attaches = path.endsWith("/attachments");
        var uploads = attaches || route.toString().equals("POST /imports") || route.toString().equals("POST /api/v1/imports");
        var request = uploads
                ? MockMvcRequestBuilders.multipart(path).file(new MockMultipartFile(attaches ? "file" : "files", "a.csv", "text/csv", "a,b".getBytes()))
                : MockMvcRequestBuilders.request(HttpMethod.valueOf(route.method()), path);
        if (path.matches("/api/v1/(accounts|contacts|leads|opportunities|products|activities|pipelines|views|merges|exports)\\b.*") && !route.method().equals("GET")) {
            request = MockMvcRequestBuilders.request(HttpMethod.valueOf(route.method()), path).contentType("application/json").content(recordBody(route.path()));
        }
        if ((path.startsWith("/api/v1/coaching/") || path.equals("/api/v1/absences") || path.startsWith("/api/v1/blueprints/")) && !route.method().equals("GET")) {
            request = MockMvcRequestBuilders.request(HttpMethod.valueOf(route.method()), path).contentType("application/json").content(body(path));
        }
        if (path.startsWith("/merges") || path.startsWith("/duplicates")) {
            request = request.param("kind", "contacts").param("one", UUID.randomUUID().toString()).param("other", UUID.randomUUID().toString());
        }
        if (path.endsWith("/cards")) {
            request = request.param("after", UUID.randomUUID().toString());
        }
        var answer = browser.perform(request.with(asks)
                .param("workspace", UUID.randomUUID().toString())
                .param("owner", path.contains("/commitments") ? UUID.randomUUID().toString() : staysWith.getOrDefault(id, ""))
                .param("person", people.get(Whose.TOMS).toString()).param("note", UUID.randomUUID().toString()).param("words", "Words").param("due", "2026-03-20").param("wasCoaching", "true").param("discussed", "true").param("question", "Who wins?").param("outcome", path.endsWith("/closing") ? "NO_DECISION" : "KEPT")
                .param("manager", staysWith.getOrDefault(id, "")) // what is changed stays whose it is
                .param("coach", people.get(Whose.TOMS).toString()).param("expectations", "Coaching is booked").param("reason", "A reason").param("acceptHours", "24").param("answers", "5").param("toleranceMinutes", "15")
                .param("sharePercent", "80").param("leastMinutes", "25").param("statusPercent", "25").param("confirmHours", "72").param("firstDay", "2027-03-01")
                .param("q", "lead").param("field", "description").param("value", "Words").param("fullName", "Somebody").param("role", "REP").param("name", "Name").param("timeZone", "UTC").param("stage", stage())).getResponse();
        assertThat(answer.getStatus()).as(route.toString()).isLessThan(500);
        putBack(route, id, answer.getStatus());
        var toTheDoor = answer.getStatus() == 303 && String.valueOf(answer.getHeader("Location")).startsWith("/sign-in") && !path.startsWith("/sign-out")
                && !path.equals("/you/sessions/end") && !path.startsWith("/set-up");
        return switch (answer.getStatus()) {
            case 401 -> DOOR;
            case 403 -> FORBIDDEN;
            case 404 -> path.equals("/error") ? YES : NOTHING_HERE;
            default -> toTheDoor ? DOOR : YES;
        };
    }

    /** What lies in the bin cannot be asked for again. */
    private void putBack(Route route, UUID id, int status) {
        if (status < 400 && (route.path().endsWith("/{id}/bin") || route.method().equals("DELETE"))) {
            Kind.at(route.path().replace("/api/v1", "").split("/")[1]).filter(it -> book.get(it).containsValue(id))
                    .ifPresent(it -> records.restore(it, id, Viewer.system(Workspaces.current().orElseThrow(), "matrix")));
        }
    }

    /** What was taken off is asked for again. */
    private void putBackFile(UUID id) {
        rows.putBackFile(id);
    }

    private String stage() {
        return writes.stage("Proposal", Viewer.system(Workspaces.current().orElseThrow(), "matrix")).toString();
    }

    private String recordBody(String path) {
        return switch (path.replaceFirst("/api/v1", "")) {
            case "/opportunities/{id}/closing" -> "{\"outcome\": \"NO_DECISION\"}";
            case "/opportunities/{id}/parts" -> "{\"contact\": \"%s\", \"role\": \"USES\"}".formatted(book.get(Kind.CONTACT).get(Whose.NOBODYS));
            case "/leads/{id}/acceptance" -> "{}";
            case "/leads/{id}/return" -> "{\"reason\": \"Nothing to sell them\"}";
            case "/pipelines", "/pipelines/{id}" -> "{\"name\": \"Renewals %d\"}".formatted(counter++);
            case "/exports" -> "{}";
            case "/merges" -> "{\"kind\": \"contacts\", \"winner\": \"%s\", \"loser\": \"%s\"}".formatted(UUID.randomUUID(), UUID.randomUUID());
            case "/views" -> "{\"kind\": \"accounts\", \"name\": \"View %d\"}".formatted(counter++);
            default -> "{\"description\": \"As it was\"}";
        };
    }

    /** What would be right to send, so that nothing but permission is in the way. */
    private String body(String path) {
        if (path.matches("/api/v1/blueprints/[^/]+")) {
            return "{\"focus\": [{\"skill\": \"%s\", \"target\": \"Asks twice\", \"treatment\": \"ROLE_PLAY\"}], \"horizon\": \"2026-06-30\"}"
                    .formatted(skills.all(Viewer.system(Workspaces.current().orElseThrow(), "matrix")).getFirst().id());
        }
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "programmes" -> "{\"reps\": [\"%s\"], \"everyWeeks\": 2, \"minutes\": 45, \"firstSlot\": \"2027-03-01T10:00:00\"}".formatted(people.get(Whose.TOMS));
            case "time" -> "{\"startsAt\": \"2026-04-0%dT1%d:00:00Z\"}".formatted(1 + counter % 9, counter++ % 7);
            case "cancellation" -> "{\"cause\": \"OTHER\"}";
            case "coach" -> "{\"coach\": \"%s\"}".formatted(people.get(Whose.TOMS));
            case "expectations" -> "{\"words\": \"Coaching is booked\"}";
            case "policies" -> "{\"acceptHours\": 24, \"answers\": 5, \"toleranceMinutes\": 15, \"sharePercent\": 80, \"leastMinutes\": 25, \"statusPercent\": 25, \"confirmHours\": 72, \"reason\": \"A reason\"}";
            case "absences" -> "{\"firstDay\": \"2027-03-01\"}";
            case String it when path.contains("/commitments/") -> "{\"outcome\": \"KEPT\"}";
            case "contacts" -> "{\"person\": \"%s\"}".formatted(people.get(Whose.TOMS));
            case "preparation" -> "{\"words\": \"Why now?\"}";
            case "agenda" -> "{\"items\": []}";
            case "holding" -> "{\"state\": \"STARTED\"}";
            case "confirmation" -> "{\"wasCoaching\": true}";
            case "commitments" -> "{\"owner\": \"%s\", \"cue\": \"the buyer names a maximum\", \"action\": \"I ask\", \"due\": \"2026-03-20\"}".formatted(UUID.randomUUID());
            default -> "{\"shared\": true, \"words\": \"Ask before telling\"}";
        };
    }

    private static Rule inside(Rule rule) {
        return (asker, whose) -> asker == Asker.NOBODY ? DOOR : rule.of(asker, whose);
    }

    private static Answer here(Whose whose) {
        return whose == Whose.FOREIGN ? NOTHING_HERE : YES;
    }

    private static boolean administers(Asker asker) {
        return asker == Asker.OWNER || asker == Asker.ADMIN;
    }

    private static boolean leads(Asker asker) {
        return administers(asker) || asker == Asker.MANAGER;
    }

    private static boolean sells(Asker asker) {
        return leads(asker) || asker == Asker.TOM || asker == Asker.RITA;
    }

    private static boolean sees(Asker asker, Whose whose) {
        return switch (whose) {
            case FOREIGN -> false;
            case TOMS -> leads(asker) || asker == Asker.TOM;
            case RITAS -> administers(asker) || asker == Asker.RITA;
            case NOBODYS, NONE -> leads(asker);
        };
    }
}
