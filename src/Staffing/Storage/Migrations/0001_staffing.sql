-- People who work for the agency. They belong to no brand, so these tables are outside row-level security; which brands a person may see is a link.
create table operators (
    operator_id   uuid primary key,
    login         text not null unique,
    name          text not null,
    role          text not null check (role in ('operator', 'lead', 'manager', 'trainer', 'admin')),
    password_hash text not null
);

create table operator_brands (
    operator_id uuid not null references operators on delete cascade,
    brand_id    uuid not null,
    primary key (operator_id, brand_id)
);
create index operator_brands_by_brand on operator_brands (brand_id);

-- Wrong passwords by login, known or not: a login that does not exist must not answer otherwise than one that does.
create table sign_in_failures (
    login    text        primary key,
    failures int         not null,
    since    timestamptz not null
);

create table groups (
    brand_id       uuid    not null,
    group_id       uuid    not null,
    account_id     uuid    not null,
    name           text    not null,
    dismissed      boolean not null default false,
    operator_id    text    not null default '',
    assigned_since timestamptz,
    primary key (brand_id, group_id)
);
create index groups_by_operator on groups (brand_id, operator_id) where operator_id <> '';
select isolate_brand('groups');

create table work_items (
    brand_id         uuid             not null,
    work_item_id     uuid             not null,
    account_id       uuid             not null,
    group_id         uuid             not null,
    member_id        uuid             not null,
    state            text             not null check (state in ('open', 'claimed', 'answering', 'resolved')),
    operator_id      text             not null,
    question         text             not null,
    questions        int              not null,
    suggested_answer text             not null,
    suggestion_score double precision not null,
    opened_at        timestamptz      not null,
    last_asked_at    timestamptz      not null,
    claimed_at       timestamptz,
    resolved_at      timestamptz,
    answer           text             not null default '',
    resolution       text             not null default '' check (resolution in ('', 'answered', 'closed')),
    note             text             not null default '',
    command_id       uuid,
    primary key (brand_id, work_item_id),
    check ((state = 'resolved') = (resolution <> ''))
) with (fillfactor = 80);
create index work_items_waiting on work_items (brand_id, opened_at, work_item_id) where state <> 'resolved';
create index work_items_by_time on work_items (brand_id, opened_at, work_item_id);
create index work_items_by_matter on work_items (brand_id, group_id, member_id) where state <> 'resolved';
create unique index work_items_by_command on work_items (brand_id, command_id) where command_id is not null;
select isolate_brand('work_items');

create table work_item_questions (
    brand_id     uuid        not null,
    message_id   uuid        not null,
    work_item_id uuid        not null,
    text         text        not null,
    asked_at     timestamptz not null,
    primary key (brand_id, message_id)
);
create index work_item_questions_by_item on work_item_questions (brand_id, work_item_id, asked_at);
select isolate_brand('work_item_questions');

-- Counters are kept per lane: one consumer works on a lane at a time, so none waits for another's row.
create table work_totals (
    brand_id  uuid   not null,
    lane      int    not null,
    questions bigint not null,
    items     bigint not null,
    primary key (brand_id, lane)
) with (fillfactor = 50);
select isolate_brand('work_totals');

create table traffic_totals (
    brand_id      uuid   not null,
    lane          int    not null,
    messages_seen bigint not null,
    primary key (brand_id, lane)
) with (fillfactor = 50);
select isolate_brand('traffic_totals');

create table group_traffic (
    brand_id        uuid        not null,
    group_id        uuid        not null,
    messages        bigint      not null,
    last_message_at timestamptz not null,
    primary key (brand_id, group_id)
) with (fillfactor = 70);
select isolate_brand('group_traffic');
