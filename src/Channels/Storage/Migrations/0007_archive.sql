-- Everything was read at pulled_at. The channel keeps five days: what is older when reading begins again is lost.
alter table archive_cursors add column pulled_at timestamptz;

create table archive_gaps (
    brand_id   uuid not null,
    account_id uuid not null,
    lost_from  timestamptz not null,
    lost_to    timestamptz not null,
    after_seq  bigint not null,
    before_seq bigint,
    found_at   timestamptz not null,
    primary key (brand_id, account_id, lost_from)
);
select isolate_brand('archive_gaps');

-- Messages whose key version is not known here, or that do not open with it: kept as they came, so that a key that is added later can still open them.
create table archive_undecryptable (
    brand_id    uuid not null,
    account_id  uuid not null,
    seq         bigint not null,
    key_version int not null,
    reason      text not null,
    item        bytea not null,
    received_at timestamptz not null,
    primary key (brand_id, account_id, seq)
);
select isolate_brand('archive_undecryptable');
grant insert on archive_undecryptable to steward_ingest;

alter table messages add column revoked_at timestamptz;

-- What stored messages say about others: one was taken back, somebody agreed to the archive or does not any more. Written with the page, applied afterwards.
create table archive_notes (
    note_id    bigint generated always as identity primary key,
    account_id uuid not null,
    brand_id   uuid not null,
    kind       text not null check (kind in ('revoke', 'agree', 'disagree')),
    chat_id    text not null,
    staff      text not null,
    person     text not null,
    group_id   uuid not null,
    message_id uuid not null,
    at         timestamptz not null
);
grant insert on archive_notes to steward_ingest;
