-- An account belongs to a channel, says how its messages may be read, and whom its callbacks are for.
alter table accounts
    add column channel      text not null default 'wecom',
    add column archive_mode text not null default 'none' check (archive_mode in ('none', 'corp-owned-sdk', 'data-zone', 'simulator')),
    add column suite_id     text not null default '';

update accounts set archive_mode = 'simulator' where reads;

-- The same app twice would tell everything twice, under ids that differ.
create unique index accounts_app on accounts (brand_id, channel, corp_id, agent_id);

-- A corp has one archive, whatever its apps: two readers would store each message twice.
create unique index accounts_archive on accounts (brand_id, channel, corp_id) where reads;

-- Whose callbacks wait is asked for each account.
alter table callback_queue add column account_id uuid;
update callback_queue set account_id = raw.account_id from callbacks_raw raw where raw.brand_id = callback_queue.brand_id and raw.callback_id = callback_queue.callback_id;
alter table callback_queue alter column account_id set not null;
