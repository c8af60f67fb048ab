-- Two indexes that exclude each other, so that no stale statistics make the planner read a long queue for the little in it that is new: what the router has never looked at, and what waits since it did.
create index work_items_unlooked on work_items (brand_id, opened_at, work_item_id) where state = 'open' and given_at is null and route = '';
create index work_items_queued on work_items (brand_id, opened_at, work_item_id) where state = 'open' and given_at is null and route <> '';
drop index work_items_to_give;
