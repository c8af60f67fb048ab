-- What was said in groups that may answer what waits: words of staff, answers to a quoted question, and thanks. Kept for a day, by when it was noted: what opens later than it was answered is looked up here.
create table group_replies (
    brand_id   uuid        not null,
    message_id uuid        not null,
    group_id   uuid        not null,
    sender_id  uuid        not null,
    kind       text        not null check (kind in ('staff', 'member', 'thanks')),
    quoted     text        not null,
    sent_at    timestamptz not null,
    noted_at   timestamptz not null,
    primary key (brand_id, message_id)
);
create index group_replies_of on group_replies (brand_id, group_id, sent_at);
create index group_replies_by_age on group_replies (brand_id, noted_at);
select isolate_brand('group_replies');

-- What was sent by command comes back through the archive as words of staff. By the hash of the words; kept for two days.
create table own_sends (
    brand_id   uuid        not null,
    command_id uuid        not null,
    text_hash  uuid        not null,
    group_ids  uuid[]      not null,
    noted_at   timestamptz not null,
    primary key (brand_id, command_id)
);
create index own_sends_by_text on own_sends (brand_id, text_hash);
create index own_sends_by_age on own_sends (brand_id, noted_at);
select isolate_brand('own_sends');

-- A matter may end in its group, answered by staff or another member; ended_by is the message that ended it, reopened_at since when what was said before ends it no more.
alter table work_items
    drop constraint work_items_resolution_check,
    add constraint work_items_resolution_check check (resolution in ('', 'answered', 'closed', 'staff', 'member')),
    add column ended_by    uuid,
    add column reopened_at timestamptz;
create index work_items_ended_in_group on work_items (brand_id, group_id, member_id, resolved_at) where resolution in ('staff', 'member');
