-- Who joined which group lately, from rosters: what newcomer rules ask. Pruned with each roster of the group.
create table recent_joins (
    brand_id  uuid        not null,
    group_id  uuid        not null,
    member_id uuid        not null,
    joined_at timestamptz not null,
    primary key (brand_id, group_id, member_id)
);
select isolate_brand('recent_joins');

-- Names that break the rule for names, as of the last roster of their group; a mended name goes away.
create table nickname_breaches (
    brand_id  uuid        not null,
    group_id  uuid        not null,
    member_id uuid        not null,
    name      text        not null,
    rule_id   text        not null,
    since     timestamptz not null,
    primary key (brand_id, group_id, member_id)
);
select isolate_brand('nickname_breaches');
