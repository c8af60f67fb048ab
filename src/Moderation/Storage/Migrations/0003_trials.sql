-- What a version in shadow would have done, counted by rule in the transaction that screened the messages. One row per lane: lanes never wait for each other.
-- The row without a rule counts all messages that the version saw.
create table shadow_counts (
    brand_id uuid   not null,
    level    text   not null check (level in ('agency', 'brand', 'pack')),
    pack_id  uuid   not null,
    version  int    not null,
    rule_id  text   not null,
    lane     int    not null,
    hits     bigint not null,
    decided  bigint not null,
    gained   bigint not null,
    lost     bigint not null,
    primary key (brand_id, level, pack_id, version, rule_id, lane)
);
select isolate_brand('shadow_counts');

-- A few messages of each rule, to look at: newer ones take the places of older ones.
create table shadow_samples (
    brand_id   uuid        not null,
    level      text        not null,
    pack_id    uuid        not null,
    version    int         not null,
    rule_id    text        not null,
    lane       int         not null,
    slot       int         not null,
    message_id uuid        not null,
    group_id   uuid        not null,
    outcome    text        not null check (outcome in ('same', 'gained', 'lost')),
    matched    text        not null,
    text       text        not null,
    sent_at    timestamptz not null,
    primary key (brand_id, level, pack_id, version, rule_id, lane, slot)
);
select isolate_brand('shadow_samples');

-- What published rules find, hints included: what a version in shadow is compared with.
create table rule_hits (
    brand_id uuid   not null,
    level    text   not null check (level in ('agency', 'brand', 'pack')),
    version  int    not null,
    rule_id  text   not null,
    lane     int    not null,
    hits     bigint not null,
    decided  bigint not null,
    primary key (brand_id, level, version, rule_id, lane)
);
select isolate_brand('rule_hits');
