-- Who works when, what they can do and how much they may have at once. People belong to the agency, and so does their duty.
create table operator_duty (
    operator_id   uuid primary key references operators on delete cascade,
    version       int         not null,
    plan          jsonb       not null,
    set_at        timestamptz not null,
    set_by        text        not null,
    away_since    timestamptz,
    last_given_at timestamptz
) with (fillfactor = 70);

-- Which skills a brand's matters ask for, and when what nobody takes goes to its leads.
create table routing_rules (
    brand_id uuid        primary key,
    version  int         not null,
    rules    jsonb       not null,
    set_at   timestamptz not null,
    set_by   text        not null
);
select isolate_brand('routing_rules');

-- given_at: somebody or the router has decided whose it is; null: it waits to be given. route: why it is with whom it is with, or why with nobody.
alter table work_items
    add column given_at       timestamptz,
    add column route          text not null default '',
    add column route_held     int  not null default 0,
    add column route_capacity int  not null default 0,
    add column escalated_at   timestamptz;
create index work_items_to_give on work_items (brand_id, opened_at, work_item_id) where state = 'open' and given_at is null;
create index work_items_to_escalate on work_items (brand_id, response_due_at) where state = 'open' and escalated_at is null and response = '';
create index work_items_escalated on work_items (brand_id, opened_at, work_item_id) where escalated_at is not null and state <> 'resolved';
