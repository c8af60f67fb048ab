-- Every version of a brand's policy; the highest is in force. Penalties name the version that proposed them.
create table discipline_policies (
    brand_id uuid        not null,
    version  int         not null,
    policy   jsonb       not null,
    set_at   timestamptz not null,
    set_by   text        not null,
    primary key (brand_id, version)
);
select isolate_brand('discipline_policies');

-- Members about whom nothing is done.
create table exempt_members (
    brand_id  uuid        not null,
    member_id uuid        not null,
    reason    text        not null,
    set_at    timestamptz not null,
    set_by    text        not null,
    primary key (brand_id, member_id)
);
select isolate_brand('exempt_members');

-- What was done about an upheld case: once per case, so that no message counts twice.
create table penalties (
    brand_id        uuid             not null,
    case_id         uuid             not null,
    member_id       uuid             not null,
    group_id        uuid             not null,
    offence_class   text             not null,
    points          double precision not null,
    standing_before double precision not null,
    proposed        text             not null,
    sanction        text             not null,
    reason          text             not null,
    policy_version  int              not null,
    note            text             not null,
    decided_by      text             not null,
    decided_at      timestamptz      not null,
    overturned_at   timestamptz,
    primary key (brand_id, case_id)
);
create index penalties_of_member on penalties (brand_id, member_id, decided_at);
create index penalties_by_time on penalties (brand_id, decided_at, case_id);
select isolate_brand('penalties');

-- What Channels was asked to do for a penalty, and what came of it.
create table penalty_acts (
    brand_id   uuid        not null,
    command_id uuid        not null,
    case_id    uuid        not null,
    kind       text        not null,
    group_id   uuid,
    message_id uuid,
    outcome    text        not null default '',
    reason     text        not null default '',
    settled_at timestamptz,
    primary key (brand_id, command_id)
);
create index penalty_acts_of_case on penalty_acts (brand_id, case_id);
select isolate_brand('penalty_acts');

create table appeals (
    brand_id   uuid        not null,
    appeal_id  uuid        not null,
    case_id    uuid        not null,
    on_behalf  text        not null check (on_behalf in ('member', 'brand')),
    text       text        not null,
    filed_by   text        not null,
    filed_at   timestamptz not null,
    state      text        not null check (state in ('open', 'rejected', 'overturned')),
    note       text        not null default '',
    reviewer   text,
    decided_at timestamptz,
    primary key (brand_id, appeal_id),
    check ((state = 'open') = (decided_at is null))
);
create unique index appeals_open on appeals (brand_id, case_id) where state = 'open';
create index appeals_by_filing on appeals (brand_id, filed_at, appeal_id);
select isolate_brand('appeals');

-- Through which account a group is reached, as far as its offences needed it.
create table group_accounts (
    brand_id   uuid not null,
    group_id   uuid not null,
    account_id uuid not null,
    primary key (brand_id, group_id)
);
select isolate_brand('group_accounts');
