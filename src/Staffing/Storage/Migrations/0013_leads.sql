-- Members who want to buy, in the hands of sales: who has them, by when they are to be spoken to, and what came of it.
create table leads (
    brand_id      uuid        not null,
    lead_id       uuid        not null,
    work_item_id  uuid        not null,
    account_id    uuid        not null,
    group_id      uuid        not null,
    member_id     uuid        not null,
    wants         text        not null,
    state         text        not null check (state in ('new', 'following', 'won', 'lost', 'returned')),
    owner_id      uuid        not null,
    handed_by     text        not null,
    handed_at     timestamptz not null,
    follow_due_at timestamptz not null,
    followed_at   timestamptz,
    follow        text        not null default '' check (follow in ('', 'hit', 'missed')),
    ended_at      timestamptz,
    amount_fen    bigint      not null default 0 check (amount_fen >= 0),
    note          text        not null default '',
    primary key (brand_id, lead_id)
);
-- A member is with one seller at a time, and a matter is handed over once.
create unique index leads_open on leads (brand_id, member_id) where state in ('new', 'following');
create index leads_by_time on leads (brand_id, handed_at desc, lead_id desc);
create index leads_of on leads (brand_id, owner_id, handed_at desc, lead_id desc);
create index leads_of_item on leads (brand_id, work_item_id);
select isolate_brand('leads');

-- A timer, not content: which leads wait for their first word until when, over all brands. The worker finds them here and reads them under their brand.
create table lead_due (
    brand_id uuid        not null,
    lead_id  uuid        not null,
    due_at   timestamptz not null,
    primary key (brand_id, lead_id)
);
create index lead_due_by_time on lead_due (due_at);

-- Who sells for a brand, and how soon they are to speak to somebody.
create table lead_rules (
    brand_id uuid        primary key,
    version  int         not null,
    rules    jsonb       not null,
    set_at   timestamptz not null,
    set_by   text        not null
);
select isolate_brand('lead_rules');

alter table work_items
    drop constraint work_items_resolution_check,
    add constraint work_items_resolution_check check (resolution in ('', 'answered', 'closed', 'staff', 'member', 'sales'));
