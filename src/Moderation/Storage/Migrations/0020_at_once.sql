-- Which penalties followed at once, by the policy and nobody's decision, and which cases would have, had there not been too many within the hour: those wait for a person.
alter table penalties add column automatic boolean not null default false;
create index penalties_automatic on penalties (brand_id, decided_at) where automatic;

create table braked_cases (
    brand_id uuid        not null,
    case_id  uuid        not null,
    at       timestamptz not null,
    primary key (brand_id, case_id)
);
create index braked_cases_by_time on braked_cases (brand_id, at);
select isolate_brand('braked_cases');
