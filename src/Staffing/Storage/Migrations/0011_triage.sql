-- What a matter is about, how much it matters, and where that puts it in a list: opened_at less what its priority is worth in waiting.
alter table work_items
    add column kind     text not null default 'question' check (kind in ('question', 'intent', 'complaint')),
    add column mentions boolean not null default false,
    add column priority int  not null default 0,
    add column rank_at  timestamptz;
update work_items set rank_at = opened_at;
alter table work_items alter column rank_at set not null;

-- Whether the knowledge base told of it; what screening alone noticed is no question that it handed on.
alter table work_item_questions add column handed_on boolean not null default true;
alter table work_item_questions alter column handed_on drop default;

-- Every list and queue goes by the rank.
drop index work_items_waiting;
create index work_items_waiting on work_items (brand_id, rank_at, work_item_id) include (state, snoozed_until, kind) where state <> 'resolved';
drop index work_items_of;
create index work_items_of on work_items (brand_id, operator_id, rank_at, work_item_id) include (state, snoozed_until, given_at, kind) where state <> 'resolved';
drop index work_items_by_time;
create index work_items_by_rank on work_items (brand_id, rank_at, work_item_id);
create index work_items_by_time on work_items (brand_id, opened_at);
drop index work_items_escalated;
create index work_items_escalated on work_items (brand_id, rank_at, work_item_id) where escalated_at is not null and state <> 'resolved';
drop index work_items_unlooked;
create index work_items_unlooked on work_items (brand_id, rank_at, work_item_id) where state = 'open' and given_at is null and route = '';
drop index work_items_queued;
create index work_items_queued on work_items (brand_id, rank_at, work_item_id) where state = 'open' and given_at is null and route <> '';
