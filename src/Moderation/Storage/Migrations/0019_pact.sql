-- The community pact: every version of a brand's, and of groups that have their own, under one count. A draft is written over until it is published; what is published is never changed, only ended, at the latest by its successor.
create table pacts (
    brand_id     uuid        not null,
    version      int         not null,
    group_id     uuid,
    state        text        not null check (state in ('draft', 'published', 'ended')),
    text         text        not null,
    reminder     text        not null,
    remind       boolean     not null,
    note         text        not null,
    revision     int         not null,
    written_at   timestamptz not null,
    written_by   text        not null,
    published_at timestamptz,
    published_by text        not null default '',
    ended_at     timestamptz,
    ended_by     text        not null default '',
    primary key (brand_id, version),
    check ((state = 'draft') = (published_at is null)),
    check ((state = 'ended') = (ended_at is not null))
);
create unique index pacts_one_draft on pacts (brand_id, group_id) nulls not distinct where state = 'draft';
create unique index pacts_in_force on pacts (brand_id, group_id) nulls not distinct where state = 'published';
select isolate_brand('pacts');

-- What is published stays as it was read.
create function keep_published_pact() returns trigger language plpgsql as $$
begin
    if old.state <> 'draft' and (new.brand_id, new.version, new.group_id, new.text, new.reminder, new.remind, new.note, new.published_at, new.published_by)
        is distinct from (old.brand_id, old.version, old.group_id, old.text, old.reminder, old.remind, old.note, old.published_at, old.published_by) then
        raise exception 'version % of the pact is published and stays as it is', old.version;
    end if;
    return new;
end $$;
create trigger keep_published_pact before update on pacts for each row execute function keep_published_pact();

-- The groups of a brand, from their rosters, and through which account each is reached. Who is in the first roster of a group was there before us.
create table pact_groups (
    brand_id   uuid        not null,
    group_id   uuid        not null,
    account_id uuid        not null,
    name       text        not null,
    seen_at    timestamptz not null,
    primary key (brand_id, group_id)
);
create index pact_groups_by_time on pact_groups (brand_id, seen_at, group_id);
select isolate_brand('pact_groups');

-- The notice of a version in a group: asked for once, again only when it failed and somebody wants it.
create table pact_notices (
    brand_id   uuid        not null,
    version    int         not null,
    group_id   uuid        not null,
    command_id uuid        not null,
    attempt    int         not null default 1,
    asked_at   timestamptz not null,
    outcome    text        not null default '' check (outcome in ('', 'confirmed', 'failed')),
    reason     text        not null default '',
    settled_at timestamptz,
    primary key (brand_id, version, group_id)
);
create unique index pact_notices_by_command on pact_notices (brand_id, command_id);
select isolate_brand('pact_notices');

-- Who was reminded of which version: once, however many groups of the brand somebody joins, with the group that was the first. What came of it, and what the member answered.
create table pact_receipts (
    brand_id      uuid        not null,
    version       int         not null,
    group_id      uuid        not null,
    member_id     uuid        not null,
    command_id    uuid        not null,
    joined_at     timestamptz not null,
    asked_at      timestamptz not null,
    outcome       text        not null default '' check (outcome in ('', 'confirmed', 'failed')),
    reason        text        not null default '',
    settled_at    timestamptz,
    accepted_at   timestamptz,
    accepted_text text        not null default '',
    primary key (brand_id, version, member_id)
);
create unique index pact_receipts_by_command on pact_receipts (brand_id, command_id);
create index pact_receipts_by_time on pact_receipts (brand_id, asked_at, command_id);
create index pact_receipts_unanswered on pact_receipts (brand_id, member_id, group_id) where accepted_at is null;
create index pact_receipts_of_group on pact_receipts (brand_id, group_id, asked_at, command_id);
select isolate_brand('pact_receipts');
