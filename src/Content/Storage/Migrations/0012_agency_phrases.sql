-- The agency's own canned phrases, which all its brands inherit.
create table agency_canned_phrases (
    phrase_id     uuid        not null primary key,
    shortcut      text        not null constraint agency_canned_phrases_by_shortcut unique,
    title         text        not null,
    text          text        not null,
    category      text        not null,
    language      text        not null,
    playbook_step int         not null check (playbook_step between 0 and 9),
    playbook_hint text        not null,
    version       int         not null,
    changed_by    text        not null,
    changed_at    timestamptz not null
);

-- What a brand's people have at hand: its own phrases, and those of the agency's under whose shortcut it has none. The agency's playbook for upset members is the brand's as long as it has no step of its own.
create function phrases_of(brand uuid)
    returns table (phrase_id uuid, shortcut text, title text, text text, category text, language text, playbook_step int, playbook_hint text, version int, changed_by text, changed_at timestamptz, inherited boolean)
    language sql stable
as $$
    select own.phrase_id, own.shortcut, own.title, own.text, own.category, own.language, own.playbook_step, own.playbook_hint, own.version, own.changed_by, own.changed_at, false
    from canned_phrases own where own.brand_id = phrases_of.brand
    union all
    select above.phrase_id, above.shortcut, above.title, above.text, above.category, above.language,
           case when exists (select from canned_phrases own where own.brand_id = phrases_of.brand and own.playbook_step > 0) then 0 else above.playbook_step end,
           above.playbook_hint, above.version, above.changed_by, above.changed_at, true
    from agency_canned_phrases above
    where not exists (select from canned_phrases own where own.brand_id = phrases_of.brand and own.shortcut = above.shortcut)
$$;
