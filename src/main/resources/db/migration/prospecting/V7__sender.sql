-- A domain people here write from: what its mail is signed with, and how it stood when it was last looked up.
create table prospecting.sender (
    workspace      uuid        not null default current_setting('rapport.workspace')::uuid,
    domain         text        not null check (domain = lower(domain)),
    selector       text,       -- under which the public halves are published
    rsa            bytea,      -- private, PKCS #8, sealed with the installation's key
    rsa_public     text,       -- as it is published
    ed25519        bytea,
    ed25519_public text,
    signs          boolean     not null default false,
    findings       jsonb       not null default '[]',
    looked_at      timestamptz,
    primary key (workspace, domain),
    check ((selector is null) = (rsa is null) and (selector is null) = (ed25519 is null) and (selector is null) = (rsa_public is null) and (selector is null) = (ed25519_public is null)),
    check (not signs or selector is not null)
);

call kernel.keep_apart('prospecting.sender');
