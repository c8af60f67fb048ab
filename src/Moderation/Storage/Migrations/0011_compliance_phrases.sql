-- What a brand adds to the compliance gate: red lines, and exemptions from its findings. A row is written once and may be ended once, with who and why; nothing is ever deleted.
create table compliance_phrases (
    brand_id   uuid        not null,
    phrase_id  uuid        not null,
    kind       text        not null check (kind in ('red-line', 'exemption')),
    phrase     text        not null,
    severity   text        not null check (severity in ('', 'hint', 'review', 'block')),
    advice     text        not null,
    rewording  text        not null,
    reason     text        not null,
    until      timestamptz check (kind = 'red-line' or until is not null),
    set_at     timestamptz not null,
    set_by     text        not null,
    ended_at   timestamptz,
    ended_by   text        not null default '',
    end_reason text        not null default '',
    primary key (brand_id, phrase_id),
    check ((kind = 'red-line') = (severity <> ''))
);
create index compliance_phrases_by_time on compliance_phrases (brand_id, set_at, phrase_id);
create index compliance_phrases_standing on compliance_phrases (brand_id) where ended_at is null;
select isolate_brand('compliance_phrases');

-- Moves with every change, so that compiled phrases know when they are old.
create table compliance_heads (
    brand_id   uuid   primary key,
    generation bigint not null
);
select isolate_brand('compliance_heads');
