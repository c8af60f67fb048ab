-- Who is in a group as last read: what tells a repair from what is known. One array a group, because there may be 18 million memberships.
alter table groups add column members uuid[] not null default '{}';

-- One comparison of what is known of an account's groups with what the channel shows, and what it repaired.
create table reconciliations (
    brand_id          uuid not null,
    reconciliation_id uuid not null,
    account_id        uuid not null,
    cause             text not null check (cause in ('nightly', 'asked')),
    state             text not null check (state in ('running', 'done', 'failed')),
    started_at        timestamptz not null,
    finished_at       timestamptz,
    groups_listed     int not null default 0,
    groups_compared   int not null default 0,
    groups_missing    int not null default 0,
    groups_extra      int not null default 0,
    rosters_repaired  int not null default 0,
    members_added     int not null default 0,
    members_removed   int not null default 0,
    failures          int not null default 0,
    error             text not null default '',
    primary key (brand_id, reconciliation_id)
);
select isolate_brand('reconciliations');
create index reconciliations_newest on reconciliations (brand_id, started_at desc, reconciliation_id desc);

-- When each account is compared next; asked: somebody does not want to wait. leased_until: whoever works on it keeps renewing it.
create table reconciliation_turns (
    account_id   uuid primary key,
    brand_id     uuid not null,
    due_at       timestamptz not null,
    asked        uuid,
    leased_until timestamptz
);
