-- Who handed a matter to whom it is with, and what they said; and until when its holder does not want to see it.
alter table work_items
    add column handed_by     text not null default '',
    add column hand_note     text not null default '',
    add column snoozed_until timestamptz;
create index work_items_of on work_items (brand_id, operator_id) where state in ('open', 'claimed');
