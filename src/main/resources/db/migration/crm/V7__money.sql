-- The currency sums are told in, and what others were worth in it on which day.
create table crm.base_currency (
    workspace uuid    not null default current_setting('rapport.workspace')::uuid primary key,
    currency  char(3) not null
);

create table crm.rate (
    workspace uuid           not null default current_setting('rapport.workspace')::uuid,
    currency  char(3)        not null,
    base      char(3)        not null,
    day       date           not null,
    worth     numeric(20, 8) not null check (worth > 0), -- units of base for one unit of currency
    said_by   uuid           not null,                   -- people.person
    primary key (workspace, base, currency, day),
    check (currency <> base)
);

-- What somebody, or a team, is to bring in between two days.
create table crm.quota (
    workspace uuid           not null default current_setting('rapport.workspace')::uuid,
    id        uuid           not null,
    person    uuid,          -- people.person
    team      uuid,          -- people.team
    first_day date           not null,
    last_day  date           not null,
    amount    numeric(18, 2) not null check (amount > 0),
    currency  char(3)        not null,
    primary key (workspace, id),
    check ((person is null) <> (team is null)),
    check (last_day >= first_day),
    exclude using gist (workspace with =, person with =, daterange(first_day, last_day, '[]') with &&) where (person is not null),
    exclude using gist (workspace with =, team with =, daterange(first_day, last_day, '[]') with &&) where (team is not null)
);

call kernel.keep_apart('crm.base_currency');
call kernel.keep_apart('crm.rate');
call kernel.keep_apart('crm.quota');
