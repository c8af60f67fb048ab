-- Every version of a brand's policy for complaints; the highest is in force.
create table dispute_policies (
    brand_id uuid        not null,
    version  int         not null,
    policy   jsonb       not null,
    set_at   timestamptz not null,
    set_by   text        not null,
    primary key (brand_id, version)
);
select isolate_brand('dispute_policies');

-- The register: at most one open complaint of a member. One that is opened again within days of its end is the same row in its next round.
create table complaints (
    brand_id       uuid        not null,
    complaint_id   uuid        not null,
    member_id      uuid        not null,
    group_id       uuid        not null,
    kind           text        not null check (kind in ('product', 'service', 'logistics', 'price', 'staff', 'rumour', 'other')),
    severity       text        not null check (severity in ('minor', 'serious', 'critical')),
    source         text        not null check (source in ('operator', 'screening')),
    state          text        not null check (state in ('open', 'resolved')),
    text           text        not null,
    complained_at  timestamptz not null,
    registered_at  timestamptz not null,
    registered_by  text        not null,
    policy_version int         not null,
    incident_id    uuid,
    holder         text        not null default '',
    round          int         not null default 1,
    -- The earliest deadline of what is not done, and which step is next; told here too, so that the list needs no look at the steps.
    next_step      text        not null default '',
    next_due_at    timestamptz,
    outcome        text        not null default '',
    resolved_at    timestamptz,
    resolved_by    text        not null default '',
    satisfaction   int         not null default 0 check (satisfaction between 0 and 5),
    primary key (brand_id, complaint_id),
    check ((state = 'open') = (resolved_at is null)),
    check ((state = 'open') = (next_due_at is not null))
);
create unique index complaints_open on complaints (brand_id, member_id) where state = 'open';
create index complaints_due on complaints (brand_id, next_due_at, complaint_id) where state = 'open';
create index complaints_by_time on complaints (brand_id, complained_at, complaint_id);
create index complaints_of_member on complaints (brand_id, member_id, resolved_at);
select isolate_brand('complaints');

-- What was said, once per message.
create table complaint_messages (
    brand_id     uuid        not null,
    message_id   uuid        not null,
    complaint_id uuid        not null,
    group_id     uuid        not null,
    text         text        not null,
    sent_at      timestamptz not null,
    round        int         not null,
    primary key (brand_id, message_id)
);
create index complaint_messages_of on complaint_messages (brand_id, complaint_id, sent_at, message_id);
select isolate_brand('complaint_messages');

-- The steps of each round.
create table complaint_steps (
    brand_id         uuid        not null,
    complaint_id     uuid        not null,
    round            int         not null,
    step             text        not null check (step in ('first-response', 'private-calming', 'ticket', 'stop-spread', 'resolution')),
    state            text        not null check (state in ('open', 'sent', 'done', 'skipped')),
    due_at           timestamptz not null,
    at               timestamptz,
    by               text        not null default '',
    text             text        not null default '',
    ticket_system    text        not null default '',
    ticket_reference text        not null default '',
    failure          text        not null default '',
    primary key (brand_id, complaint_id, round, step)
);
create index complaint_steps_open on complaint_steps (brand_id, step, due_at) where state in ('open', 'sent');
select isolate_brand('complaint_steps');

-- What Channels was asked to do for a step, by the id in its ledger, and what came of it.
create table complaint_acts (
    brand_id     uuid        not null,
    command_id   uuid        not null,
    complaint_id uuid        not null,
    round        int         not null,
    step         text        not null,
    kind         text        not null check (kind in ('send', 'send-private', 'recall', 'mute')),
    message_id   uuid,
    asked_at     timestamptz not null,
    outcome      text        not null default '' check (outcome in ('', 'confirmed', 'failed')),
    reason       text        not null default '',
    settled_at   timestamptz,
    primary key (brand_id, command_id)
);
create index complaint_acts_of on complaint_acts (brand_id, complaint_id, round, step);
select isolate_brand('complaint_acts');

-- What happened, by the id of the call that caused it; never changed.
create table complaint_entries (
    brand_id     uuid        not null,
    entry_id     uuid        not null,
    complaint_id uuid        not null,
    kind         text        not null,
    step         text        not null default '',
    text         text        not null default '',
    at           timestamptz not null,
    by           text        not null,
    round        int         not null,
    primary key (brand_id, entry_id)
);
create index complaint_entries_of on complaint_entries (brand_id, complaint_id, at, entry_id);
select isolate_brand('complaint_entries');
