-- What a brand was promised; a version for each change, the newest is in force.
create table service_levels (
    brand_id uuid        not null,
    version  int         not null,
    level    jsonb       not null,
    set_at   timestamptz not null,
    set_by   text        not null,
    primary key (brand_id, version)
);
select isolate_brand('service_levels');

-- The deadlines are fixed when a matter opens, by the level in force then; null: it opened before there were any. Hit or missed is written once and stays.
alter table work_items
    add column response_due_at   timestamptz,
    add column resolution_due_at timestamptz,
    add column responded_at      timestamptz,
    add column response          text not null default '' check (response in ('', 'hit', 'missed')),
    add column resolution_level  text not null default '' check (resolution_level in ('', 'hit', 'missed'));
create index work_items_due on work_items (brand_id, response_due_at) where state <> 'resolved' and response = '';
create index work_items_responded on work_items (brand_id, responded_at) where responded_at is not null;
