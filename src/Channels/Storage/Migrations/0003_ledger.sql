-- The ledger of every outgoing act: what waits and why, every change of state, quotas as data, and the tasks of people.

alter table commands
    add column kind           text not null default 'send-to-groups',
    add column channel        text not null default 'wecom',
    add column priority       smallint not null default 1,
    add column deadline       timestamptz,
    add column blocked_reason text not null default '' check (blocked_reason in ('', 'quota', 'consent', 'quiet')),
    add column next_try_at    timestamptz,
    add column reconciled_at  timestamptz;

-- due_at: not before. reserved_at: when its own quotas were taken; null: none are taken. external_id: what the channel calls the thing that was made.
alter table command_calls
    add column due_at      timestamptz,
    add column reserved_at timestamptz,
    add column external_id text not null default '',
    add column hint        text not null default '',
    add column body_hash   uuid;

-- While it is not known whether one call was taken, no other of the same sender with the same words is made: the channel's list could not tell which is which.
create unique index command_calls_open on command_calls (brand_id, account_id, sender, body_hash) where state in ('calling', 'unknown');

alter table command_groups add column reserved_at timestamptz;

-- 0: somebody waits for it; 2: bulk.
alter table command_work add column priority smallint not null default 1;
drop index command_work_due;
create index command_work_due on command_work (priority, due_at);

-- Written in the transaction of the change itself. call_no null: the command as a whole.
create table command_history (
    brand_id   uuid not null,
    command_id uuid not null,
    entry      bigint generated always as identity,
    at         timestamptz not null,
    call_no    int,
    state      text not null,
    reason     text not null default '',
    primary key (brand_id, command_id, entry)
);
select isolate_brand('command_history');

-- What an act other than a text for groups needs. Ids ending in _external are the channel's own.
create table acts (
    brand_id         uuid not null,
    command_id       uuid not null,
    capability       text not null,
    group_id         uuid,
    chat_id          text not null default '',
    member_id        uuid,
    member_external  text not null default '',
    message_id       uuid,
    message_external text not null default '',
    arguments        jsonb not null,
    evidence         text not null,
    caused_at        timestamptz,
    primary key (brand_id, command_id)
);
select isolate_brand('acts');

-- What a person has to do in the channel's client, because the channel has no call for it. proof names what settles it when it is observed.
create table human_tasks (
    brand_id     uuid not null,
    task_id      uuid not null,
    account_id   uuid not null,
    kind         text not null,
    state        text not null check (state in ('open', 'done', 'expired', 'declined')),
    origin       text not null,
    group_id     uuid,
    member_id    uuid,
    message_id   uuid,
    proof        text not null check (proof in ('', 'member-removed', 'message-revoked')),
    link         text not null,
    evidence     text not null,
    due_at       timestamptz not null,
    deadline     timestamptz not null,
    escalated_at timestamptz,
    created_at   timestamptz not null,
    closed_at    timestamptz,
    closed_by    text not null default '',
    note         text not null default '',
    primary key (brand_id, task_id)
);
select isolate_brand('human_tasks');
create index human_tasks_newest on human_tasks (brand_id, created_at desc, task_id desc);
create index human_tasks_removals on human_tasks (brand_id, group_id, member_id) where state = 'open' and proof = 'member-removed';
create index human_tasks_revokes on human_tasks (brand_id, message_id) where state = 'open' and proof = 'message-revoked';

-- What a channel permits, as data. span: second, minute, hour, day, week, month are calendar windows in Shanghai's time; 24h, 90d roll; circuit counts
-- nothing and only closes when the channel says so. most null: as many as the month has days. per: whose bucket it is. Bulk may use bulk_percent of it.
create table quota_rules (
    channel      text not null,
    scope        text not null,
    span         text not null,
    most         int,
    per          text not null check (per in ('corp', 'account')),
    bulk_percent int not null default 100 check (bulk_percent between 1 and 100),
    note         text not null,
    primary key (channel, scope, span)
);

insert into quota_rules (channel, scope, span, most, per, bulk_percent, note) values
    ('wecom', 'corp-api',          'minute',   10000, 'corp',    80,  'calls of one API by one corp'),
    ('wecom', 'corp-api',          'hour',    150000, 'corp',    80,  'calls of one API by one corp'),
    ('wecom', 'corp-api',          'circuit',      0, 'corp',    100, 'closed for a window after 45009'),
    ('wecom', 'app-member',        'minute',      30, 'account', 100, 'app messages to one employee; WeCom drops what is above it without a word'),
    ('wecom', 'app-member',        'hour',      1000, 'account', 100, 'app messages to one employee; WeCom drops what is above it without a word'),
    ('wecom', 'app-day',           'day',        200, 'account', 100, 'app messages of one app; really 200 for each employee account: raise it to that'),
    ('wecom', 'group-broadcast',   'month',     null, 'account', 100, 'broadcasts that one group can get, the employees'' own included'),
    ('wecom', 'customer-broadcast','month',     null, 'account', 100, 'broadcasts that one customer can get, the employees'' own included'),
    ('wecom', 'task-remind',       '24h',          3, 'account', 100, 'reminders of one broadcast task'),
    ('wecom', 'group-transfer',    '90d',          2, 'account', 100, 'hand-overs of one group'),
    ('wecom', 'customer-transfer', '90d',          2, 'account', 100, 'hand-overs of one customer'),
    ('wecom', 'owner-transfer',    'day',        300, 'account', 100, 'groups of one owner handed over'),
    ('telegram', 'chat-send',      'minute',      20, 'account', 100, 'messages into one group'),
    ('telegram', 'bot-send',       'second',      30, 'account', 80,  'messages of one bot');

-- A tenant's own limits: tighter ones, such as 7 broadcasts a week or 1 a day, or the true size of one that depends on the corp.
create table quota_overrides (
    brand_id   uuid not null,
    account_id uuid not null,
    scope      text not null,
    span       text not null,
    most       int not null check (most >= 0),
    set_by     text not null,
    set_at     timestamptz not null,
    primary key (brand_id, account_id, scope, span)
);
select isolate_brand('quota_overrides');

-- The buckets. holder_id: the account, or a name for its corp. Calendar windows count in used; rolling ones keep the moments.
create table quota_uses (
    brand_id     uuid not null,
    holder_id    uuid not null,
    scope        text not null,
    subject      text not null,
    span         text not null,
    starts_at    timestamptz not null,
    used         int not null default 0,
    moments      timestamptz[] not null default '{}',
    closed_until timestamptz,
    primary key (brand_id, holder_id, scope, subject, span, starts_at)
) with (fillfactor = 50);
select isolate_brand('quota_uses');

-- When nobody may be disturbed, by the brand's clock; minutes since midnight. Equal minutes: never quiet.
create table quiet_hours (
    brand_id    uuid not null primary key,
    zone        text not null,
    from_minute int not null check (from_minute between 0 and 1439),
    to_minute   int not null check (to_minute between 0 and 1439),
    set_by      text not null,
    set_at      timestamptz not null
);
select isolate_brand('quiet_hours');

-- Who has said that they want nothing. A withdrawn row stays, as evidence.
create table opt_outs (
    brand_id     uuid not null,
    subject_id   uuid not null,
    subject_kind text not null check (subject_kind in ('group', 'member')),
    source       text not null,
    set_by       text not null,
    opted_out_at timestamptz not null,
    withdrawn_at timestamptz,
    primary key (brand_id, subject_id)
);
select isolate_brand('opt_outs');

-- Windows that no reservation can be given back to any more.
create function purge_quota_uses(now_is timestamptz) returns bigint language sql security definer set search_path = public as
$$
    with gone as (
        delete from quota_uses
        where (span in ('second', 'minute', 'hour') and starts_at < now_is - interval '2 days')
           or (span in ('day', 'week', 'month') and starts_at < now_is - interval '100 days')
           or (span in ('24h', '90d') and coalesce((select max(moment) from unnest(moments) as moment), '-infinity') < now_is - interval '100 days')
        returning 1)
    select count(*) from gone
$$;
revoke execute on function purge_quota_uses(timestamptz) from public;
grant execute on function purge_quota_uses(timestamptz) to steward_app;
