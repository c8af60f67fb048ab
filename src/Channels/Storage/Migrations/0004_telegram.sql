-- Who serves an account is looked up without a brand: bots poll.
alter table account_routes add column channel text not null default 'wecom';

-- Updates that wait to be applied. Technical: ids only.
create table telegram_queue (
    account_id uuid not null,
    update_id  bigint not null,
    brand_id   uuid not null,
    due_at     timestamptz not null,
    attempts   int not null default 0,
    primary key (account_id, update_id)
);
create index telegram_queue_due on telegram_queue (due_at);

-- Updates as Telegram told them. Kept for a week: its ids are only unique for so long.
create table telegram_updates (
    brand_id    uuid not null,
    account_id  uuid not null,
    update_id   bigint not null,
    body        text not null,
    received_at timestamptz not null,
    applied_at  timestamptz,
    outcome     text not null default '',
    primary key (brand_id, account_id, update_id)
);
select isolate_brand('telegram_updates');
create index telegram_updates_age on telegram_updates (brand_id, received_at);

-- Who was seen in a group. Telegram lists nobody but administrators, so this is the roster.
create table telegram_members (
    brand_id   uuid not null,
    group_id   uuid not null,
    member_id  uuid not null,
    joined_at  timestamptz not null,
    join_scene int not null default 0,
    join_state text not null default '',
    left_at    timestamptz,
    primary key (brand_id, group_id, member_id)
);
select isolate_brand('telegram_members');

-- What the channel calls a message, for channels where something can be done to it. Kept as long as anything can.
create table message_externals (
    brand_id    uuid not null,
    message_id  uuid not null,
    external_id text not null,
    sent_at     timestamptz not null,
    primary key (brand_id, message_id)
);
select isolate_brand('message_externals');
create index message_externals_age on message_externals (brand_id, sent_at);

-- Takes updates out of the queue and counts them, in the transaction that stores their messages. False when somebody else has taken one of them: the caller must
-- roll back. This is what makes intake exactly-once.
create function take_updates(account uuid, ids bigint[], accepted_now int, duplicates_now int, malformed_now int, at timestamptz) returns boolean
    language plpgsql security definer set search_path = public as
$$
declare
    brand uuid;
    taken int;
begin
    select brand_id into brand from account_routes where account_id = account;
    delete from telegram_queue where account_id = account and update_id = any (ids);
    get diagnostics taken = row_count;
    if taken <> cardinality(ids) then return false; end if;
    update telegram_updates set applied_at = at, outcome = 'messages' where brand_id = brand and account_id = account and update_id = any (ids);
    insert into intake_totals as totals (brand_id, account_id, accepted, duplicates, malformed) values (brand, account, accepted_now, duplicates_now, malformed_now)
    on conflict (brand_id, account_id) do update
    set accepted = totals.accepted + excluded.accepted, duplicates = totals.duplicates + excluded.duplicates, malformed = totals.malformed + excluded.malformed;
    return true;
end
$$;

-- Deletes what is too old to be of use: updates applied more than a week ago, names of messages that nothing can be done to any more.
create function purge_telegram(now_is timestamptz) returns bigint language sql security definer set search_path = public as
$$
    with updates as (delete from telegram_updates where received_at < now_is - interval '7 days' and applied_at is not null returning 1),
         names as (delete from message_externals where sent_at < now_is - interval '3 days' returning 1)
    select (select count(*) from updates) + (select count(*) from names)
$$;

revoke execute on function take_updates(uuid, bigint[], int, int, int, timestamptz) from public;
revoke execute on function purge_telegram(timestamptz) from public;
grant execute on function take_updates(uuid, bigint[], int, int, int, timestamptz) to steward_ingest;
grant execute on function purge_telegram(timestamptz) to steward_app;
