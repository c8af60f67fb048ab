-- What people said about questions: which entry answers one, that one does not, that none does. Standing lessons are phrases of the base; what is taken back stays in the book.
create table knowledge_lessons (
    brand_id      uuid        not null,
    lesson_id     uuid        not null,
    text          text        not null,
    verdict       text        not null check (verdict in ('answers', 'not_this', 'none')),
    entry_id      uuid,
    taught_by     text        not null,
    taught_at     timestamptz not null,
    taken_back_by text        not null default '',
    taken_back_at timestamptz,
    primary key (brand_id, lesson_id),
    check ((verdict = 'none') = (entry_id is null)),
    check ((taken_back_at is null) = (taken_back_by = ''))
);
create index knowledge_lessons_newest on knowledge_lessons (brand_id, taught_at desc, lesson_id);
create index knowledge_lessons_standing on knowledge_lessons (brand_id, entry_id) where taken_back_at is null;
select isolate_brand('knowledge_lessons');

-- Lessons move their own version: they come all day, and a large base is not compiled for each.
alter table knowledge_bases add column lessons bigint not null default 0;
