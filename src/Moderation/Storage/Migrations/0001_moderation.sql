-- Every version of a brand's rules; the highest is in force. Old ones stay, because offences name the version that found them.
create table rule_sets (
    brand_id     uuid        not null,
    version      int         not null,
    rules        jsonb       not null,
    published_at timestamptz not null,
    published_by text        not null,
    primary key (brand_id, version)
);
select isolate_brand('rule_sets');

-- What people decide. A member has at most one open case of a class; offences join it until it is decided.
create table cases (
    brand_id        uuid        not null,
    case_id         uuid        not null,
    member_id       uuid        not null,
    group_id        uuid        not null,
    offence_class   text        not null,
    state           text        not null check (state in ('open', 'upheld', 'dismissed')),
    offences        int         not null,
    opened_at       timestamptz not null,
    last_offence_at timestamptz not null,
    last_text       text        not null,
    decided_by      text,
    decided_at      timestamptz,
    note            text        not null default '',
    primary key (brand_id, case_id),
    check ((state = 'open') = (decided_at is null))
);
create unique index cases_open on cases (brand_id, member_id, offence_class) where state = 'open';
create index cases_by_opening on cases (brand_id, opened_at, case_id);
select isolate_brand('cases');

-- What screening found, once per message.
create table offences (
    brand_id      uuid        not null,
    message_id    uuid        not null,
    case_id       uuid        not null,
    member_id     uuid        not null,
    group_id      uuid        not null,
    offence_class text        not null,
    rule_id       text        not null,
    rule_version  int         not null,
    matched       text        not null,
    text          text        not null,
    sent_at       timestamptz not null,
    primary key (brand_id, message_id)
);
create index offences_by_case on offences (brand_id, case_id, sent_at, message_id);
select isolate_brand('offences');

-- How much was screened. One row per lane, so that lanes which work side by side never wait for each other's row.
create table screening_totals (
    brand_id      uuid   not null,
    lane          int    not null,
    label         text   not null,
    offence_class text   not null,
    messages      bigint not null,
    primary key (brand_id, lane, label, offence_class)
);
select isolate_brand('screening_totals');
