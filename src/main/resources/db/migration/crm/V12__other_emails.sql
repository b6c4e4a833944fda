-- Whoever writes to us from another address of theirs is found: few contacts have one, and those are looked through.
create index contact_with_others on crm.contact (workspace, id) where other_emails <> '{}';
