-- Every version of a brand's policy for incidents; the highest is in force.
create table incident_policies (
    brand_id uuid        not null,
    version  int         not null,
    policy   jsonb       not null,
    set_at   timestamptz not null,
    set_by   text        not null,
    primary key (brand_id, version)
);
select isolate_brand('incident_policies');

-- A story that is told in many groups at once: one row, however many tell it.
create table incidents (
    brand_id    uuid        not null,
    incident_id uuid        not null,
    fingerprint bigint      not null,
    text        text        not null,
    state       text        not null check (state in ('open', 'closed')),
    opened_at   timestamptz not null,
    outcome     text        not null default '',
    closed_by   text,
    closed_at   timestamptz,
    primary key (brand_id, incident_id),
    check ((state = 'open') = (closed_at is null))
);
create index incidents_by_time on incidents (brand_id, opened_at, incident_id);
select isolate_brand('incidents');

-- Who told it where, once per message. Counts are read from here: lanes that join an incident at once never wait for one row.
create table incident_messages (
    brand_id    uuid        not null,
    message_id  uuid        not null,
    incident_id uuid        not null,
    group_id    uuid        not null,
    member_id   uuid        not null,
    sent_at     timestamptz not null,
    primary key (brand_id, message_id)
);
create index incident_messages_of on incident_messages (brand_id, incident_id, sent_at, message_id);
select isolate_brand('incident_messages');

-- What people wrote about it and did with it; never changed.
create table incident_notes (
    brand_id    uuid        not null,
    incident_id uuid        not null,
    note_id     uuid        not null,
    kind        text        not null check (kind in ('note', 'closed')),
    text        text        not null,
    at          timestamptz not null,
    by          text        not null,
    primary key (brand_id, incident_id, note_id)
);
select isolate_brand('incident_notes');
