-- What every service's database has: brand isolation, the outbox and the inbox.

-- The brands that the running transaction may see. Unset means none, so a forgotten scope shows nothing.
create function app_brands() returns uuid[] language sql stable parallel safe as
$$ select nullif(current_setting('app.brands', true), '')::uuid[] $$;

-- Puts a table under row-level security. The subselect makes the planner evaluate the scope once per statement, not per row.
create function isolate_brand(brand_table regclass) returns void language plpgsql as
$$
begin
    execute format('alter table %s enable row level security', brand_table);
    execute format('create policy brand_isolation on %s using (brand_id = any ((select app_brands())::uuid[]))', brand_table);
end
$$;

-- Events that committed with their state and wait to be published, in order within a lane.
create table outbox (
    id         bigint generated always as identity primary key,
    message_id uuid   not null,
    urn        text   not null,
    lane       int    not null,
    body       bytea  not null
);

-- What was handled: one row per (event, consumer), written in the consumer's transaction. Ids are UUID version 7, whose order is time,
-- so the table is partitioned by id and old days are dropped without scanning.
create table inbox (
    message_id uuid not null,
    consumer   text not null,
    primary key (message_id, consumer)
) partition by range (message_id);

create table inbox_other partition of inbox default;

-- The smallest version 7 UUID of a moment.
create function uuid_at(moment timestamptz) returns uuid language sql immutable as
$$ select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid $$;

-- Makes the partitions of the days around today and drops those that no redelivery can reach any more.
create function maintain_inbox(today date, keep_days int) returns int language plpgsql security definer set search_path = public as
$$
declare
    day     date;
    old     text;
    dropped int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('maintain_inbox'));
    for day in select generate_series(today - 1, today + 2, interval '1 day')::date loop
        if to_regclass('inbox_' || to_char(day, 'YYYYMMDD')) is null then
            execute format('create table %I partition of inbox for values from (%L) to (%L)',
                'inbox_' || to_char(day, 'YYYYMMDD'), uuid_at(day::timestamp at time zone 'UTC'), uuid_at((day + 1)::timestamp at time zone 'UTC'));
        end if;
    end loop;
    for old in select relname from pg_class where relname ~ '^inbox_[0-9]{8}$' and relkind = 'r' and relname < 'inbox_' || to_char(today - keep_days, 'YYYYMMDD') loop
        execute format('drop table %I', old);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
