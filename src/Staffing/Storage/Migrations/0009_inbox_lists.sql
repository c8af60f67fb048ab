-- The inbox's lists and their counts come from these alone, whatever was resolved before: what they are narrowed by most is in them.
drop index work_items_of;
create index work_items_of on work_items (brand_id, operator_id, opened_at, work_item_id) include (state, snoozed_until, given_at) where state <> 'resolved';
drop index work_items_waiting;
create index work_items_waiting on work_items (brand_id, opened_at, work_item_id) include (state, snoozed_until) where state <> 'resolved';
