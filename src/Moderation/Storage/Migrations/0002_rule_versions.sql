-- Every version of a brand's rules (pack_id all zeros) and of its group packs, with who made, published and took back each, and why. Old versions stay: offences name the version that found them.
create table rule_versions (
    brand_id     uuid        not null,
    pack_id      uuid        not null,
    version      int         not null check (version > 0),
    state        text        not null check (state in ('draft', 'shadow', 'published', 'superseded', 'rolled_back')),
    rules        text        not null,
    rule_count   int         not null,
    term_count   int         not null,
    based_on     int         not null default 0,
    reason       text        not null default '',
    created_at   timestamptz not null,
    created_by   text        not null,
    published_at timestamptz,
    published_by text,
    primary key (brand_id, pack_id, version),
    check ((state in ('draft', 'shadow')) = (published_at is null))
);
create unique index rule_versions_in_force on rule_versions (brand_id, pack_id) where state = 'published';
create unique index rule_versions_in_shadow on rule_versions (brand_id, pack_id) where state = 'shadow';
select isolate_brand('rule_versions');

-- The agency's own rules, which all its brands inherit. One database serves one agency, so there is no id of it; nothing in here is any brand's.
create table agency_rule_versions (
    version      int         not null check (version > 0) primary key,
    state        text        not null check (state in ('draft', 'shadow', 'published', 'superseded', 'rolled_back')),
    rules        text        not null,
    rule_count   int         not null,
    term_count   int         not null,
    based_on     int         not null default 0,
    reason       text        not null default '',
    created_at   timestamptz not null,
    created_by   text        not null,
    published_at timestamptz,
    published_by text,
    check ((state in ('draft', 'shadow')) = (published_at is null))
);
create unique index agency_rule_versions_in_force on agency_rule_versions (state) where state = 'published';
create unique index agency_rule_versions_in_shadow on agency_rule_versions (state) where state = 'shadow';

-- What screening asks at every batch: has anything about the rules changed? Two rows, whatever the number of packs.
create table rule_heads (
    brand_id   uuid   not null primary key,
    generation bigint not null
);
select isolate_brand('rule_heads');

create table agency_rule_head (
    only_row   boolean not null default true primary key check (only_row),
    generation bigint  not null
);
insert into agency_rule_head (generation) values (0);

-- Named sets of rules for some of a brand's groups; a group has at most one.
create table rule_packs (
    brand_id uuid not null,
    pack_id  uuid not null,
    name     text not null,
    primary key (brand_id, pack_id)
);
select isolate_brand('rule_packs');

create table group_packs (
    brand_id uuid not null,
    group_id uuid not null,
    pack_id  uuid not null,
    primary key (brand_id, group_id),
    foreign key (brand_id, pack_id) references rule_packs
);
select isolate_brand('group_packs');

-- Who did what to which version, when and why; nothing here is ever changed.
create table rule_changes (
    brand_id  uuid        not null,
    pack_id   uuid        not null,
    change_id bigint      generated always as identity,
    action    text        not null,
    version   int         not null,
    at        timestamptz not null,
    by        text        not null,
    reason    text        not null,
    primary key (brand_id, pack_id, change_id)
);
select isolate_brand('rule_changes');

create table agency_rule_changes (
    change_id bigint      generated always as identity primary key,
    action    text        not null,
    version   int         not null,
    at        timestamptz not null,
    by        text        not null,
    reason    text        not null
);

-- What was published before there were drafts, in today's spelling.
insert into rule_versions (brand_id, pack_id, version, state, rules, rule_count, term_count, created_at, created_by, published_at, published_by)
select s.brand_id, '00000000-0000-0000-0000-000000000000', s.version,
       case when s.version = max(s.version) over (partition by s.brand_id) then 'published' else 'superseded' end,
       jsonb_build_object('rules', d.rules)::text, jsonb_array_length(d.rules), d.terms, s.published_at, s.published_by, s.published_at, s.published_by
from rule_sets s cross join lateral (
    select coalesce((select jsonb_agg(jsonb_build_object('kind', 'keyword', 'rule_id', k->>'RuleId', 'offence_class', k->>'OffenceClass', 'terms', k->'Terms') order by n)
                     from jsonb_array_elements(s.rules->'Keywords') with ordinality t (k, n)), '[]')
        || coalesce((select jsonb_agg(jsonb_build_object('kind', 'link', 'rule_id', l->>'RuleId', 'offence_class', l->>'OffenceClass', 'blocked_domains', l->'BlockedDomains',
                                                         'allowed_domains', l->'AllowedDomains', 'block_unlisted', l->'BlockUnlisted') order by n)
                     from jsonb_array_elements(s.rules->'Links') with ordinality t (l, n)), '[]') as rules,
        coalesce((select sum(jsonb_array_length(k->'Terms'))::int from jsonb_array_elements(s.rules->'Keywords') t (k)), 0) as terms) d;
insert into rule_heads (brand_id, generation) select brand_id, max(version) from rule_sets group by brand_id;
drop table rule_sets;

-- An offence names the very wording that found it, how grave that is, and everything else that was wrong with the message.
alter table offences
    add column rule_level text not null default 'brand' check (rule_level in ('agency', 'brand', 'pack')),
    add column severity   text not null default 'act' check (severity in ('review', 'act')),
    add column reasons    jsonb not null default '[]';
