-- How far WeCom's rate of each API is used, for all replicas and brands together: a corp and an address are one to WeCom, however many ask. Replicas take calls from here in
-- blocks. next_at, bulk_next_at: until when the rate is given out (bulk has its own, slower one). minutes: what was given out in each minute, newest first, of which minute
-- is the beginning of the newest. Technical, no brand's content: bucket names a corp at an API's address, or an address of ours.
create table call_buckets (
    bucket       text not null,
    api          text not null,
    next_at      timestamptz not null default 'epoch',
    bulk_next_at timestamptz not null default 'epoch',
    closed_until timestamptz not null default 'epoch',
    minute       timestamptz not null default 'epoch',
    minutes      int[] not null default '{}',
    primary key (bucket, api)
) with (fillfactor = 50);

-- A rule whose scope is the name of an API holds for that one instead of corp-api.
insert into quota_rules (channel, scope, span, most, per, bulk_percent, note) values
    ('wecom', 'address-api',              'minute',  20000, 'account', 80, 'calls of one API from one of our addresses, all corps together'),
    ('wecom', 'address-api',              'hour',   600000, 'account', 80, 'calls of one API from one of our addresses, all corps together'),
    ('wecom', 'msgaudit/check_room_agree','minute',   1500, 'corp',    80, 'questions who agreed to the archive');
