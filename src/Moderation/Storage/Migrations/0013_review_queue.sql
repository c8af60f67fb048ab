-- Who looks at an open case, and until when. Of a decided one: how long it waited (opened_at to first_claimed_at) and how long it took (claimed_at to decided_at).
alter table cases
    add column claimed_by       text,
    add column claimed_at       timestamptz,
    add column claimed_until    timestamptz,
    add column first_claimed_at timestamptz,
    add check ((claimed_by is null) = (claimed_at is null) and (claimed_by is null) = (claimed_until is null));
create index cases_waiting on cases (brand_id, opened_at, case_id) where state = 'open';
create index cases_by_decision on cases (brand_id, decided_at) where state <> 'open';

-- Every version of a brand's policy for its queue; the highest is in force.
create table review_policies (
    brand_id uuid        not null,
    version  int         not null,
    policy   jsonb       not null,
    set_at   timestamptz not null,
    set_by   text        not null,
    primary key (brand_id, version)
);
select isolate_brand('review_policies');

-- What somebody was shown and then decided at once. A preview has no decision yet.
create table bulk_decisions (
    brand_id uuid        not null,
    bulk_id  uuid        not null,
    made_by  text        not null,
    made_at  timestamptz not null,
    decision text        not null default '' check (decision in ('', 'upheld', 'dismissed')),
    note     text        not null default '',
    sanction text        not null default '',
    primary key (brand_id, bulk_id)
);
select isolate_brand('bulk_decisions');

-- Which cases these were, each with as many offences as it had then, and what came of it; empty: not yet reached.
create table bulk_cases (
    brand_id uuid not null,
    bulk_id  uuid not null,
    case_id  uuid not null,
    place    int  not null,
    offences int  not null,
    outcome  text not null default '' check (outcome in ('', 'decided', 'decided-before', 'held', 'grown')),
    primary key (brand_id, bulk_id, case_id),
    foreign key (brand_id, bulk_id) references bulk_decisions on delete cascade
);
create index bulk_cases_left on bulk_cases (brand_id, bulk_id, place) where outcome = '';
select isolate_brand('bulk_cases');
