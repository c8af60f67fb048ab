-- When a brand's knowledge base answers, suggests or stays silent; the newest version is in force, and all of them stay.
create table knowledge_settings (
    brand_id     uuid             not null,
    version      int              not null,
    answer_from  double precision not null check (answer_from > 0 and answer_from <= 1),
    suggest_from double precision not null check (suggest_from >= 0 and suggest_from <= answer_from),
    margin       double precision not null check (margin between 0 and 1),
    set_at       timestamptz      not null,
    set_by       text             not null,
    primary key (brand_id, version)
);
select isolate_brand('knowledge_settings');

-- What was set in the column so far, with what held beside it.
insert into knowledge_settings (brand_id, version, answer_from, suggest_from, margin, set_at, set_by)
select brand_id, 1, threshold, least(0.1, threshold), 0.05, now(), 'service:content' from knowledge_bases where threshold > 0;
alter table knowledge_bases drop column threshold;

-- The second entry's probability decides too: without it nobody can say what other settings would have done. Older questions have none.
alter table questions add column second double precision;
create index questions_by_time on questions (brand_id, asked_at);
