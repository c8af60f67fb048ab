-- What goes along with an answer: a list of pictures (by Channels' ids), links and mini-programs.
alter table knowledge_entries add column attachments jsonb not null default '[]';
alter table knowledge_entry_versions add column attachments jsonb not null default '[]';
alter table agency_knowledge_entries add column attachments jsonb not null default '[]';
alter table agency_knowledge_entry_versions add column attachments jsonb not null default '[]';

drop function knowledge_of(uuid);

-- What a brand's base holds: its own entries, and those of the agency's that no own one of the same id, approved or retired, stands in the place of. An own one that is still being written leaves the agency's in force.
-- replaces: of an own one, that the agency has one of its id; of the agency's, that the brand has.
create function knowledge_of(brand uuid)
    returns table (entry_id uuid, question text, paraphrases text[], answer text, state text, owner text, source text, valid_from timestamptz, valid_until timestamptz,
                   attachments jsonb, version int, changed_by text, changed_at timestamptz, inherited boolean, replaces boolean)
    language sql stable
as $$
    select own.entry_id, own.question, own.paraphrases, own.answer, own.state, own.owner, own.source, own.valid_from, own.valid_until, own.attachments, own.version, own.changed_by, own.changed_at,
           false, exists (select from agency_knowledge_entries above where above.entry_id = own.entry_id and above.state = 'approved')
    from knowledge_entries own where own.brand_id = knowledge_of.brand
    union all
    select above.entry_id, above.question, above.paraphrases, above.answer, above.state, above.owner, above.source, above.valid_from, above.valid_until, above.attachments, above.version, above.changed_by, above.changed_at,
           true, exists (select from knowledge_entries own where own.brand_id = knowledge_of.brand and own.entry_id = above.entry_id)
    from agency_knowledge_entries above
    where above.state = 'approved'
      and not exists (select from knowledge_entries own where own.brand_id = knowledge_of.brand and own.entry_id = above.entry_id and own.state in ('approved', 'retired'))
$$;
