-- The content calendar.
create table calendar_entries (
    brand_id         uuid        not null,
    entry_id         uuid        not null,
    account_id       uuid        not null,
    title            text        not null,
    text             text        not null,
    group_ids        uuid[]      not null,
    send_at          timestamptz not null,
    state            text        not null check (state in ('scheduled', 'sending', 'confirmed', 'partly', 'failed', 'cancelled')),
    confirmed_groups int         not null default 0,
    reason           text        not null default '',
    command_id       uuid        not null,
    primary key (brand_id, entry_id),
    unique (brand_id, command_id)
);
create index calendar_entries_by_time on calendar_entries (brand_id, send_at, entry_id);
select isolate_brand('calendar_entries');

-- A timer, not content: which entries wait for which moment, over all brands. The worker finds them here and reads them under their brand.
create table calendar_due (
    brand_id uuid        not null,
    entry_id uuid        not null,
    send_at  timestamptz not null,
    primary key (brand_id, entry_id)
);
create index calendar_due_by_time on calendar_due (send_at);

-- The knowledge base. The version moves with every change, so that compiled indexes know when they are old.
create table knowledge_bases (
    brand_id  uuid   primary key,
    version   bigint not null,
    threshold double precision check (threshold between 0 and 1)
);
select isolate_brand('knowledge_bases');

create table knowledge_entries (
    brand_id    uuid   not null,
    entry_id    uuid   not null,
    question    text   not null,
    paraphrases text[] not null,
    answer      text   not null,
    primary key (brand_id, entry_id)
);
create index knowledge_entries_by_question on knowledge_entries (brand_id, question, entry_id);
select isolate_brand('knowledge_entries');

-- How often an entry was sent. Counters are kept per lane: one consumer works on a lane at a time, so none waits for another's row.
create table knowledge_uses (
    brand_id uuid   not null,
    lane     int    not null,
    entry_id uuid   not null,
    sent     bigint not null,
    primary key (brand_id, lane, entry_id)
) with (fillfactor = 80);
select isolate_brand('knowledge_uses');

create table knowledge_totals (
    brand_id  uuid        not null,
    lane      int         not null,
    questions bigint      not null,
    answered  bigint      not null,
    handed_on bigint      not null,
    since     timestamptz not null,
    primary key (brand_id, lane)
) with (fillfactor = 50);
select isolate_brand('knowledge_totals');

-- One answer on its way into one group. It covers every question in that group that the same entry answers soon after.
create table answer_sends (
    brand_id   uuid        not null,
    command_id uuid        not null,
    account_id uuid        not null,
    group_id   uuid        not null,
    entry_id   uuid        not null,
    asked_at   timestamptz not null,
    state      text        not null check (state in ('sent', 'confirmed', 'failed')),
    reason     text        not null default '',
    primary key (brand_id, command_id)
);
create index answer_sends_recent on answer_sends (brand_id, group_id, entry_id, asked_at);
select isolate_brand('answer_sends');

-- Every question that came, once, with what became of it. Text and suggestion stay only where a failed send may still need them.
create table questions (
    brand_id   uuid             not null,
    message_id uuid             not null,
    outcome    text             not null check (outcome in ('answered', 'handed_on')),
    group_id   uuid             not null,
    member_id  uuid             not null,
    asked_at   timestamptz      not null,
    score      double precision not null,
    command_id uuid,
    text       text             not null default '',
    primary key (brand_id, message_id)
);
create index questions_by_send on questions (brand_id, command_id) where command_id is not null;
select isolate_brand('questions');
