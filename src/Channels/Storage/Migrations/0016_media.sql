-- Files that messages name: pictures, voices, videos, documents. One row for each; its bytes lie in media_pieces for some days after they were fetched.
create table media (
    brand_id     uuid not null,
    message_id   uuid not null,
    part         int not null,
    account_id   uuid not null,
    group_id     uuid not null,
    chat_id      text not null,
    sender       text not null,
    sent_at      timestamptz not null,
    kind         text not null,
    name         text not null,
    file_id      text not null,
    md5          text not null,
    said_bytes   bigint not null,
    any_size     boolean not null default false,
    asked_at     timestamptz not null,
    state        text not null default 'waiting' check (state in ('waiting', 'kept', 'too-large', 'expired', 'refused', 'altered', 'no-consent')),
    next_index   text not null default '',
    pieces       int not null default 0,
    bytes        bigint not null default 0,
    content_type text not null default '',
    kept_on      date,
    primary key (brand_id, message_id, part)
);
select isolate_brand('media');

-- Files to be fetched, by message and part. due_at doubles as the lease of whoever works on it.
create table media_fetches (
    account_id uuid not null,
    file       text not null,
    brand_id   uuid not null,
    due_at     timestamptz not null,
    attempts   int not null default 0,
    primary key (account_id, file)
);
create index media_fetches_due on media_fetches (due_at);

-- The bytes, in the channel's pieces. External: they are compressed already.
create table media_pieces (
    brand_id   uuid not null,
    kept_on    date not null,
    message_id uuid not null,
    part       int not null,
    piece      int not null,
    content    bytea not null,
    primary key (brand_id, kept_on, message_id, part, piece)
) partition by range (kept_on);
alter table media_pieces alter column content set storage external;
select isolate_brand('media_pieces');
create table media_pieces_other partition of media_pieces default;

grant insert on media, media_fetches to steward_ingest;

-- Makes the partitions of the days around today and drops those that are kept no longer. Returns how many were dropped.
create function maintain_media_pieces(today date, keep_days int) returns int language plpgsql security definer set search_path = public as
$$
declare
    each    date;
    part    text;
    dropped int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('maintain_media_pieces'));
    for each in select generate_series(today - 1, today + 2, interval '1 day')::date loop
        part := 'media_pieces_' || to_char(each, 'YYYYMMDD');
        if to_regclass(part) is null and not exists (select from media_pieces_other where kept_on = each) then
            execute format('create table %I partition of media_pieces for values from (%L) to (%L)', part, each, each + 1);
        end if;
    end loop;
    for part in select relname from pg_class where relname ~ '^media_pieces_[0-9]{8}$' and relkind = 'r' and relname < 'media_pieces_' || to_char(today - keep_days, 'YYYYMMDD') loop
        execute format('drop table %I', part);
        dropped := dropped + 1;
    end loop;
    delete from media_pieces_other where kept_on < today - keep_days;
    return dropped;
end
$$;
revoke execute on function maintain_media_pieces(date, int) from public;
grant execute on function maintain_media_pieces(date, int) to steward_app;
