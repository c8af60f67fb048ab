-- Technical tables: no brand's content, so they stay outside row-level security.

-- Whose account it is, for callers who know no brand yet: callbacks come with the account's id alone.
create table account_routes (
    account_id uuid primary key,
    brand_id   uuid not null
);

create table data_protection_keys (
    name text primary key,
    xml  text not null
);

-- How far each account's archive has been read. Moved only by take_archive(), in the transaction that stores what was read.
create table archive_cursors (
    account_id      uuid primary key,
    brand_id        uuid not null,
    seq             bigint not null default 0,
    read_at         timestamptz,
    last_message_at timestamptz
);

-- Groups whose roster is to be fetched. due_at doubles as the lease of whoever works on it.
create table roster_fetches (
    account_id uuid not null,
    chat_id    text not null,
    brand_id   uuid not null,
    due_at     timestamptz not null,
    attempts   int not null default 0,
    primary key (account_id, chat_id)
);
create index roster_fetches_due on roster_fetches (due_at);

-- Callbacks that wait to be applied, in order of arrival.
create table callback_queue (
    callback_id bigint primary key,
    brand_id    uuid not null,
    due_at      timestamptz not null,
    attempts    int not null default 0
);
create index callback_queue_due on callback_queue (due_at);

-- Commands that are not settled yet. due_at doubles as the lease of whoever works on it.
create table command_work (
    command_id uuid primary key,
    brand_id   uuid not null,
    due_at     timestamptz not null,
    attempts   int not null default 0
);
create index command_work_due on command_work (due_at);

-- Brand-owned tables.

create table accounts (
    brand_id    uuid not null,
    account_id  uuid not null,
    name        text not null,
    base_url    text not null,
    corp_id     text not null,
    agent_id    bigint not null,
    secrets     bytea not null,
    reads       boolean not null,
    callback_at timestamptz,
    callbacks   bigint not null default 0,
    last_error  text not null default '',
    created_at  timestamptz not null,
    primary key (brand_id, account_id)
);
select isolate_brand('accounts');

create table callbacks_raw (
    brand_id    uuid not null,
    callback_id bigint generated always as identity,
    account_id  uuid not null,
    dedupe_key  text not null,
    body        text not null,
    received_at timestamptz not null,
    applied_at  timestamptz,
    outcome     text not null default '',
    primary key (brand_id, callback_id),
    unique (brand_id, account_id, dedupe_key)
);
select isolate_brand('callbacks_raw');

create table groups (
    brand_id       uuid not null,
    group_id       uuid not null,
    account_id     uuid not null,
    chat_id        text not null,
    name           text not null,
    owner          text not null,
    member_version text not null,
    event_version  text not null default '',
    event_at       timestamptz,
    created_at     timestamptz not null,
    synced_at      timestamptz not null,
    dismissed_at   timestamptz,
    primary key (brand_id, group_id)
);
select isolate_brand('groups');
create index groups_of_account on groups (brand_id, account_id);

create table people (
    brand_id    uuid not null,
    member_id   uuid not null,
    account_id  uuid not null,
    external_id text not null,
    name        text not null,
    is_staff    boolean not null,
    primary key (brand_id, member_id)
);
select isolate_brand('people');

-- The history: one partition for each UTC day. One index does it all: it keeps a message from being stored twice, and reads a group backwards.
create table messages (
    brand_id        uuid not null,
    group_id        uuid not null,
    sent_at         timestamptz not null,
    message_id      uuid not null,
    account_id      uuid not null,
    sender_id       uuid not null,
    sender_external text not null,
    from_staff      boolean not null,
    kind            text not null,
    body            text not null,
    primary key (brand_id, group_id, sent_at, message_id)
) partition by range (sent_at);
select isolate_brand('messages');

create table messages_other partition of messages default;
select isolate_brand('messages_other');

create table intake_totals (
    brand_id   uuid not null,
    account_id uuid not null,
    accepted   bigint not null default 0,
    duplicates bigint not null default 0,
    malformed  bigint not null default 0,
    primary key (brand_id, account_id)
);
select isolate_brand('intake_totals');

create table commands (
    brand_id         uuid not null,
    command_id       uuid not null,
    account_id       uuid not null,
    origin           text not null,
    state            text not null,
    body             text not null,
    groups           int not null,
    confirmed_groups int not null default 0,
    requested_by     text not null,
    reason           text not null default '',
    created_at       timestamptz not null,
    settled_at       timestamptz,
    primary key (brand_id, command_id)
);
select isolate_brand('commands');
create index commands_newest on commands (brand_id, created_at desc, command_id desc);

-- One call of the channel: one sender, at most 2,000 groups.
create table command_calls (
    brand_id     uuid not null,
    command_id   uuid not null,
    call_no      int not null,
    account_id   uuid not null,
    sender       text not null,
    state        text not null,
    msg_id       text,
    attempts     int not null default 0,
    attempted_at timestamptz,
    primary key (brand_id, command_id, call_no)
);
select isolate_brand('command_calls');
create unique index command_calls_msg on command_calls (brand_id, account_id, msg_id);

create table command_groups (
    brand_id   uuid not null,
    command_id uuid not null,
    group_id   uuid not null,
    chat_id    text not null,
    call_no    int,
    state      text not null,
    reason     text not null default '',
    primary key (brand_id, command_id, group_id)
);
select isolate_brand('command_groups');

-- Makes the partitions of these UTC days. A day of which the default partition holds rows already stays there.
create function make_message_days(days date[]) returns int language plpgsql security definer set search_path = public as
$$
declare
    day  date;
    made int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('make_message_days'));
    foreach day in array days loop
        continue when to_regclass('messages_' || to_char(day, 'YYYYMMDD')) is not null;
        continue when exists (select from messages_other where sent_at >= day::timestamp at time zone 'UTC' and sent_at < (day + 1)::timestamp at time zone 'UTC');
        execute format('create table %I partition of messages for values from (%L) to (%L)',
            'messages_' || to_char(day, 'YYYYMMDD'), day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
        made := made + 1;
    end loop;
    return made;
end
$$;

-- Moves an archive cursor and the brand's totals, in the transaction that stored what was read. False when somebody else has read on from there:
-- the caller must roll back. This is what makes intake exactly-once; locks only save double work.
create function take_archive(account uuid, from_seq bigint, to_seq bigint, accepted_now int, duplicates_now int, malformed_now int, at timestamptz, newest timestamptz)
    returns boolean language plpgsql security definer set search_path = public as
$$
declare
    brand uuid;
begin
    update archive_cursors set seq = to_seq, read_at = at, last_message_at = greatest(last_message_at, newest)
    where account_id = account and seq = from_seq returning brand_id into brand;
    if not found then return false; end if;
    insert into intake_totals as totals (brand_id, account_id, accepted, duplicates, malformed) values (brand, account, accepted_now, duplicates_now, malformed_now)
    on conflict (brand_id, account_id) do update
    set accepted = totals.accepted + excluded.accepted, duplicates = totals.duplicates + excluded.duplicates, malformed = totals.malformed + excluded.malformed;
    return true;
end
$$;

revoke execute on function make_message_days(date[]) from public;
revoke execute on function take_archive(uuid, bigint, bigint, int, int, int, timestamptz, timestamptz) from public;
grant execute on function make_message_days(date[]) to steward_app;
grant execute on function take_archive(uuid, bigint, bigint, int, int, int, timestamptz, timestamptz) to steward_ingest;
grant insert on messages, outbox to steward_ingest;
