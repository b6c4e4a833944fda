package rapport.support;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import rapport.audit.Audit;
import rapport.imports.ImportId;
import rapport.kernel.Viewer;

/** Rows that no service makes yet, or that a background round makes at its own time. */
@Component
@Transactional
public class Rows {

    private final JdbcClient jdbc;
    private final Audit audit;

    Rows(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    public void addTeamAndProduct() {
        jdbc.sql("insert into people.team (id, name, version) values (gen_random_uuid(), 'West', 0)").update();
        jdbc.sql("insert into crm.product (id, name, list_price, currency, version) values (gen_random_uuid(), 'Flow 900', 900, 'EUR', 0)").update();
    }

    /** A stop, an hour in which something went out, a mailbox that is read, and an answer in it. */
    public void prospected(java.util.UUID contact) {
        jdbc.sql("insert into prospecting.suppression (digest, channel, scope, reason, at) values ('\\x00', 'EMAIL', 'ADDRESS', 'OPT_OUT', timestamptz '2026-03-02 09:00Z')").update();
        jdbc.sql("insert into prospecting.pace (lane, hour, taken) select id, timestamptz '2026-03-02 09:00Z', 1 from prospecting.lane").update();
        jdbc.sql("insert into prospecting.attempt (id, contact, kind, at, person, outcome) values (gen_random_uuid(), ?, 'CALL', timestamptz '2026-03-02 09:00Z', gen_random_uuid(), 'NO_ANSWER')").param(contact).update();
        jdbc.sql("""
                        insert into prospecting.sender (domain, findings, looked_at) values ('northlight.example', '[{"what": "SPF", "state": "GOOD", "says": "northlight.example says “v=spf1 mx -all”, which takes 1 of 10 look-ups."},
                            {"what": "DMARC", "state": "MISSING", "says": "northlight.example does not say what is to become of mail that is not its own.", "publish": {"name": "_dmarc.northlight.example", "type": "TXT", "value": "v=DMARC1; p=none; rua=mailto:postmaster@northlight.example"}}]', timestamptz '2026-03-02 08:00Z')""").update();
        answered(contact);
        called(contact);
        played(contact);
        printed();
    }

    private void called(java.util.UUID contact) {
        jdbc.sql("insert into prospecting.remark (attempt, words) select id, 'They read letters' from prospecting.attempt").update();
        jdbc.sql("insert into prospecting.promise (id, contact, person, made_at, promised_at, zone) values (gen_random_uuid(), ?, gen_random_uuid(), timestamptz '2026-03-02 09:00Z', timestamptz '2026-03-03 09:30Z', 'Europe/Berlin')").param(contact).update();
        jdbc.sql("insert into prospecting.economics (meeting_value, currency, hour_cost, meetings_per_connect, minutes_per_call, audit_percent, version) values (200, 'EUR', 60, 0.2, 3, 5, 0)").update();
        jdbc.sql("insert into prospecting.rule (id, place, channel, kind, params, words, citation, effective, changed_by, changed_at) values ('own-call', 'LU', 'CALL', 'CONSENT', 'optout', 'Calls unless they object.', 'Our own counsel', date '2026-01-01', gen_random_uuid(), timestamptz '2026-03-02 09:00Z')").update();
        jdbc.sql("insert into prospecting.law_confirmed (rules, confirmed_by, confirmed_at) values ('rules of before', gen_random_uuid(), timestamptz '2026-03-02 09:00Z')").update();
        jdbc.sql("insert into prospecting.block (id, person, starts_at, ends_at, goal, state) select gen_random_uuid(), id, timestamptz '2026-03-03 09:00Z', timestamptz '2026-03-03 10:00Z', 'Ten conversations', 'PLANNED' from people.person order by id limit 1").update();
        jdbc.sql("insert into prospecting.tail_audit (contact, failures, goes_on, at) values (?, 12, false, timestamptz '2026-03-02 09:00Z')").param(contact).update();
    }

    /** A published play with a letter in it, one person under way. */
    private void played(java.util.UUID contact) {
        jdbc.sql("insert into prospecting.play (id, name, kind, purpose, made_by, made_at, live, draft) values (gen_random_uuid(), 'The first two weeks', 'PROSPECT', 'Seen in several places within ten days', gen_random_uuid(), timestamptz '2026-03-02 09:00Z', 1, 2)").update();
        jdbc.sql("""
                        insert into prospecting.play_step (play, version, place, kind, wait, unit, opens, closes, subject, body, threaded, branches)
                        select id, v, p, case p when 1 then 'AUTO_EMAIL' when 2 then 'CALL' else 'LETTER' end, p - 1, 'BUSINESS', '09:00', '17:00', case p when 1 then 'One question, {{first_name}}' else '' end, 'Ask the question, and wait.', false, '{}' from prospecting.play, generate_series(1, 2) v, generate_series(1, 3) p""").update();
        jdbc.sql("insert into prospecting.enrolment (id, contact, play, version, owner, state, place, because, started_at) select gen_random_uuid(), ?, id, 1, made_by, 'ACTIVE', 3, 'Step 3 of 3, letter, on Thursday 5 March, 09:00 their time: 2 business days after the step before.', made_at from prospecting.play").param(contact).update();
        jdbc.sql("insert into prospecting.touch (id, contact, owner, kind, enrolment, step, state, due_at, touched_at) select gen_random_uuid(), contact, (select id from people.person order by id limit 1), 'LETTER', id, 103, 'PLANNED', timestamptz '2026-03-02 09:00Z', started_at from prospecting.enrolment").update();
    }

    private void printed() {
        jdbc.sql("insert into prospecting.override (id, contact, person, failures, advice, reason, at) select gen_random_uuid(), contact, owner, 12, 'STOP', 'They build a second plant', timestamptz '2026-03-02 08:00Z' from prospecting.touch order by id limit 1").update();
        jdbc.sql("insert into prospecting.switchboard (host, port, login, secret, context, made_at) values ('127.0.0.1', 1, 'rapport', '\\x00', 'from-internal', timestamptz '2026-03-02 08:00Z')").update();
        jdbc.sql("insert into prospecting.extension (person, device) select id, 'PJSIP/100' from people.person order by id limit 1").update();
        jdbc.sql("insert into prospecting.dial (id, person, contact, at, state) select gen_random_uuid(), owner, contact, timestamptz '2026-03-02 08:00Z', 'ANSWERED' from prospecting.touch order by id limit 1").update();
        jdbc.sql("insert into prospecting.introduction (id, contact, via, function, asked_by, state, words, asked_at) select gen_random_uuid(), contact, gen_random_uuid(), 'OPERATIONS', owner, 'ASKED', 'Would you introduce us?', timestamptz '2026-03-02 08:00Z' from prospecting.touch order by id limit 1").update();
        jdbc.sql("insert into prospecting.gift_shop (id, address, key, funding, campaign, cash_like, currency, usual, approval_above, reminder_days, made_at) values (gen_random_uuid(), 'https://gifts.example', '\\x00', 'balance', 'coffee', false, 'EUR', 10, 15, 14, timestamptz '2026-03-02 08:00Z')").update();
        jdbc.sql("insert into prospecting.gift (touch, contact, shop, amount, currency, state, verdict, wished_by, wished_at) select t.id, t.contact, s.id, 20, 'EUR', 'WISHED', 'ok any-gift', t.owner, s.made_at from prospecting.gift_shop s, (select id, contact, owner from prospecting.touch order by id limit 1) t").update();
        jdbc.sql("insert into prospecting.fax_line (id, kind, gateway, daily, gap_seconds, made_at) values (gen_random_uuid(), 'MAIL', 'fax.northlight.example', 60, 30, timestamptz '2026-03-02 08:00Z')").update();
        jdbc.sql("insert into prospecting.fax_job (touch, line, job, state, begun_at) select t.id, f.id, 1, 'DONE', f.made_at from prospecting.fax_line f, (select id from prospecting.touch order by id limit 1) t").update();
        jdbc.sql("insert into prospecting.letterhead (company, street, postcode, city, country, paper) values ('Northlight', 'Hafenweg 1', '20457', 'Hamburg', 'DE', 'A4')").update();
        jdbc.sql("insert into prospecting.letter (touch, code, sheet, sha256, printed_at, printed_by) select id, 'ABCD1234', '{}', '\\x00', timestamptz '2026-03-02 08:00Z', owner from prospecting.touch where kind = 'LETTER'").update();
    }

    private void answered(java.util.UUID contact) {
        jdbc.sql("insert into prospecting.watch (mailbox, uid_validity, last_uid, looked, kept, looked_at) select id, 1, 3, 3, 1, timestamptz '2026-03-02 08:55Z' from prospecting.mailbox on conflict do nothing").update();
        jdbc.sql("insert into prospecting.passed_over (mailbox, reason, mails) select id, 'STRANGER', 2 from prospecting.mailbox").update();
        jdbc.sql("""
                        insert into prospecting.inbound (id, mailbox, uid_validity, uid, message_id, kind, contact, address, subject, said, quoted, signature, outcome, received_at)
                        select gen_random_uuid(), id, 1, 3, '<1@brightwater.example>', 'HUMAN', ?, 'jonna@brightwater.example', 'Re: Held batches', 'Thursday at ten suits us. Please bring the figures of the other plant.', '> Shall we talk?', 'Jonna Saar', 'They answered.', timestamptz '2026-03-02 08:50Z'
                          from prospecting.mailbox""").param(contact).update();
    }

    public void answer(Viewer viewer) {
        jdbc.sql("insert into web.answer (person, key, request, at) values (?, 'a key', '', timestamptz '2026-03-02 09:00Z')").param(viewer.id().value()).update();
    }

    public void putBackFile(java.util.UUID id) {
        jdbc.sql("update crm.attachment set taken_at = null where id = ?").param(id).update();
    }

    public void leaveSomethingAlone(ImportId id) {
        jdbc.sql("insert into imports.left_alone (import, position, kind, record, sentence) values (?, 0, 'account', gen_random_uuid(), 'Somebody has worked on it since')")
                .param(id.value()).update();
    }

    /** As if somebody had answered on the page, which rehearses anew behind it. */
    public void meanSomething() {
        jdbc.sql("insert into imports.meaning (source, field, written, meant) values ('', 'days', 'spreadsheet: when', 'day-first')").update();
        jdbc.sql("insert into imports.matching (headers, kind, columns) values ('a digest', 'CONTACT', '{}')").update();
    }

    /** The sealing round may come at any second: a seal of our own, and an entry that nothing queues. */
    public void sealOneAndLeaveOne(Viewer viewer) {
        jdbc.sql("insert into audit.seal (number, at, previous, root, entries) values (1000000, timestamptz '2026-03-02 09:00Z', '', '', 1)").update();
        jdbc.sql("insert into audit.sealed (entry, seal, leaf) values (gen_random_uuid(), 1000000, '')").update();
        audit.record("test.entry.left", "here", Map.of("word", "value"), viewer);
    }
}
