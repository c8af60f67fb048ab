-- Brands, API keys, groups, people, memberships, tags and what their activity adds up to.

-- Which brands exist and what they are called in addresses: read before any brand is known, so outside of row-level security. No content.
create table brand_registry (
    brand_id uuid primary key,
    code     text not null unique
);

create table brands (
    brand_id   uuid primary key,
    name       text        not null,
    time_zone  text        not null,
    colour     text        not null,
    created_at timestamptz not null
);
select isolate_brand('brands');

-- Where to look for a key of which only the secret is known: outside of row-level security, holds neither hash nor scope.
create table api_key_prefixes (
    prefix   text primary key,
    brand_id uuid not null,
    key_id   uuid not null
);

create table api_keys (
    brand_id   uuid        not null,
    key_id     uuid        not null,
    name       text        not null,
    prefix     text        not null,
    hash       bytea       not null,
    scopes     text[]      not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    primary key (brand_id, key_id)
);
select isolate_brand('api_keys');

create table groups (
    brand_id     uuid        not null,
    group_id     uuid        not null,
    account_id   uuid        not null,
    external_id  text        not null,
    name         text        not null,
    owner_id     uuid        not null,
    created_at   timestamptz not null,
    synced_at    timestamptz not null,
    dismissed_at timestamptz,
    members      int         not null default 0,
    staff        int         not null default 0,
    primary key (brand_id, group_id)
);
select isolate_brand('groups');
create index groups_by_name on groups (brand_id, name, group_id);

create table members (
    brand_id        uuid        not null,
    member_id       uuid        not null,
    external_id     text        not null,
    name            text        not null,
    staff           boolean     not null,
    groups_now      int         not null default 0,
    first_joined_at timestamptz not null,
    seen_at         timestamptz not null,
    primary key (brand_id, member_id)
);
select isolate_brand('members');
create index members_by_name on members (brand_id, name, member_id);
create index members_present on members (brand_id, member_id) where groups_now > 0 and not staff;

-- One row for each stay of a person in a group: a re-join opens another, so the history is kept. Messages of a stay are the difference of two
-- readings of member_activity: when it began and when it ended (now, while it lasts).
create table memberships (
    brand_id       uuid        not null,
    member_id      uuid        not null,
    group_id       uuid        not null,
    joined_at      timestamptz not null,
    join_scene     int         not null,
    join_state     text        not null,
    left_at        timestamptz,
    left_proved    boolean     not null default false,  -- by an event of its own, not merely missing from a roster
    removed        boolean     not null default false,
    messages_from  bigint      not null default 0,
    messages_until bigint,
    primary key (brand_id, member_id, group_id, joined_at)
);
select isolate_brand('memberships');
create unique index memberships_present on memberships (brand_id, group_id, member_id) where left_at is null;

create table tags (
    brand_id uuid not null,
    tag      text not null,
    primary key (brand_id, tag)
);
select isolate_brand('tags');

create table member_tags (
    brand_id  uuid        not null,
    tag       text        not null,
    member_id uuid        not null,
    tagged_by text        not null,
    tagged_at timestamptz not null,
    primary key (brand_id, tag, member_id)
);
select isolate_brand('member_tags');
create index member_tags_by_member on member_tags (brand_id, member_id, tag);

-- Rollups of the chat, kept in the transaction that handles an envelope. Rows are updated in place: room is left in each page for it.
create table member_activity (
    brand_id      uuid        not null,
    member_id     uuid        not null,
    group_id      uuid        not null,
    messages      bigint      not null,
    last_spoke_at timestamptz not null,
    primary key (brand_id, member_id, group_id)
) with (fillfactor = 70);
select isolate_brand('member_activity');

create table group_activity_day (
    brand_id        uuid        not null,
    group_id        uuid        not null,
    day             date        not null,
    messages        bigint      not null,  -- of external members
    staff_messages  bigint      not null,
    speakers        int         not null,  -- distinct external members
    last_message_at timestamptz not null,
    primary key (brand_id, group_id, day)
) with (fillfactor = 70);
select isolate_brand('group_activity_day');

-- One row per lane, because all lanes would queue for one row.
create table brand_activity (
    brand_id uuid   not null,
    lane     int    not null,
    messages bigint not null,
    primary key (brand_id, lane)
) with (fillfactor = 50);
select isolate_brand('brand_activity');

-- Who spoke where on which day: makes the distinct count exact. Only needed while messages of that day may still come.
create table member_group_day (
    brand_id  uuid not null,
    day       date not null,
    group_id  uuid not null,
    member_id uuid not null,
    primary key (brand_id, day, group_id, member_id)
) partition by range (day);
select isolate_brand('member_group_day');

create table member_group_day_other partition of member_group_day default;
select isolate_brand('member_group_day_other');

-- Makes the partitions of the days around today and drops old ones. Days outside of them (a replayed archive, a clock that is off) live in the
-- default partition and stay, because more of their messages may come at any time.
create function maintain_member_group_day(today date, keep_days int) returns int language plpgsql security definer set search_path = public as
$$
declare
    each    date;
    part    text;
    dropped int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('maintain_member_group_day'));
    for each in select generate_series(today - 1, today + 2, interval '1 day')::date loop
        part := 'member_group_day_' || to_char(each, 'YYYYMMDD');
        if to_regclass(part) is null and not exists (select from member_group_day_other where day = each) then
            execute format('create table %I partition of member_group_day for values from (%L) to (%L)', part, each, each + 1);
        end if;
    end loop;
    for part in select relname from pg_class where relname ~ '^member_group_day_[0-9]{8}$' and relkind = 'r' and relname < 'member_group_day_' || to_char(today - keep_days, 'YYYYMMDD') loop
        execute format('drop table %I', part);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
