-- What a brand's people say often, under a shortcut.
create table canned_phrases (
    brand_id   uuid        not null,
    phrase_id  uuid        not null,
    shortcut   text        not null,
    title      text        not null,
    text       text        not null,
    category   text        not null,
    language   text        not null,
    version    int         not null,
    changed_by text        not null,
    changed_at timestamptz not null,
    primary key (brand_id, phrase_id),
    constraint canned_phrases_by_shortcut unique (brand_id, shortcut)
);
select isolate_brand('canned_phrases');
