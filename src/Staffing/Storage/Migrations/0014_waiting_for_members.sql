-- An answer may ask something back: then it is the member's turn, and the end's deadline stands still. When they write again the next answer has a deadline of its own.
alter table work_items
    drop constraint work_items_state_check,
    add constraint work_items_state_check check (state in ('open', 'claimed', 'answering', 'waiting', 'resolved')),
    add column await_reply   boolean not null default false,
    add column waiting_since timestamptz,
    add column next_due_at   timestamptz,
    add column next_hit      int not null default 0,
    add column next_missed   int not null default 0;
create index work_items_waiting_for on work_items (brand_id, group_id, member_id) where state = 'waiting';
create index work_items_next_due on work_items (brand_id, next_due_at) where next_due_at is not null;

-- A timer, not content: when who says nothing more has said nothing for long enough, over all brands. The worker finds them here and reads them under their brand.
create table silence_due (
    brand_id     uuid        not null,
    work_item_id uuid        not null,
    due_at       timestamptz not null,
    primary key (brand_id, work_item_id)
);
create index silence_due_by_time on silence_due (due_at);
