-- What an answer says about the entry that the knowledge base offered for the question; told when the answer has reached its group.
alter table work_items
    add column lesson_entry uuid,
    add column lesson_use   text not null default '' check (lesson_use in ('', 'accepted', 'edited', 'rejected')),
    add constraint work_items_lesson check ((lesson_entry is null) = (lesson_use = ''));
