-- An entry is written, reviewed, approved and retired, holds for a time, and has somebody who looks after it. What stands already is approved.
alter table knowledge_entries
    add column state       text        not null default 'approved' check (state in ('draft', 'in_review', 'approved', 'retired')),
    add column owner       text        not null default '',
    add column source      text        not null default '',
    add column valid_from  timestamptz,
    add column valid_until timestamptz,
    add column version     int         not null default 1,
    add column changed_by  text        not null default '',
    add column changed_at  timestamptz not null default now(),
    add constraint knowledge_entries_valid check (valid_from < valid_until);

-- Line breaks are plain ones from here on, so that a text that goes out in a file and comes back is the same.
update knowledge_entries set answer = replace(replace(answer, e'\r\n', e'\n'), e'\r', e'\n') where answer like e'%\r%';

-- Every version of an entry; the newest is what stands in knowledge_entries.
create table knowledge_entry_versions (
    brand_id      uuid        not null,
    entry_id      uuid        not null,
    version       int         not null,
    question      text        not null,
    paraphrases   text[]      not null,
    answer        text        not null,
    state         text        not null,
    owner         text        not null,
    source        text        not null,
    valid_from    timestamptz,
    valid_until   timestamptz,
    changed_by    text        not null,
    changed_at    timestamptz not null,
    restored_from int         not null default 0,
    primary key (brand_id, entry_id, version)
);
select isolate_brand('knowledge_entry_versions');

insert into knowledge_entry_versions (brand_id, entry_id, version, question, paraphrases, answer, state, owner, source, changed_by, changed_at)
select brand_id, entry_id, version, question, paraphrases, answer, state, owner, source, changed_by, changed_at from knowledge_entries;
