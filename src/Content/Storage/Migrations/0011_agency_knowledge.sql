-- The agency's own entries, which all its brands inherit. One database serves one agency, so there is no id of it; nothing in here is any brand's.
create table agency_knowledge_entries (
    entry_id    uuid        not null primary key,
    question    text        not null,
    paraphrases text[]      not null,
    answer      text        not null,
    state       text        not null check (state in ('draft', 'in_review', 'approved', 'retired')),
    owner       text        not null,
    source      text        not null,
    valid_from  timestamptz,
    valid_until timestamptz,
    version     int         not null,
    changed_by  text        not null,
    changed_at  timestamptz not null,
    constraint agency_knowledge_entries_valid check (valid_from < valid_until)
);
create index agency_knowledge_entries_by_question on agency_knowledge_entries (question, entry_id);

create table agency_knowledge_entry_versions (
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
    primary key (entry_id, version)
);

-- Moves with every change of what brands inherit: then their compiled bases are old.
create table agency_knowledge_head (
    only_row boolean not null default true primary key check (only_row),
    version  bigint  not null
);
insert into agency_knowledge_head (version) values (0);

-- What a brand's base holds: its own entries, and those of the agency's that no own one of the same id, approved or retired, stands in the place of. An own one that is still being written leaves the agency's in force.
-- replaces: of an own one, that the agency has one of its id; of the agency's, that the brand has.
create function knowledge_of(brand uuid)
    returns table (entry_id uuid, question text, paraphrases text[], answer text, state text, owner text, source text, valid_from timestamptz, valid_until timestamptz,
                   version int, changed_by text, changed_at timestamptz, inherited boolean, replaces boolean)
    language sql stable
as $$
    select own.entry_id, own.question, own.paraphrases, own.answer, own.state, own.owner, own.source, own.valid_from, own.valid_until, own.version, own.changed_by, own.changed_at,
           false, exists (select from agency_knowledge_entries above where above.entry_id = own.entry_id and above.state = 'approved')
    from knowledge_entries own where own.brand_id = knowledge_of.brand
    union all
    select above.entry_id, above.question, above.paraphrases, above.answer, above.state, above.owner, above.source, above.valid_from, above.valid_until, above.version, above.changed_by, above.changed_at,
           true, exists (select from knowledge_entries own where own.brand_id = knowledge_of.brand and own.entry_id = above.entry_id)
    from agency_knowledge_entries above
    where above.state = 'approved'
      and not exists (select from knowledge_entries own where own.brand_id = knowledge_of.brand and own.entry_id = above.entry_id and own.state in ('approved', 'retired'))
$$;
