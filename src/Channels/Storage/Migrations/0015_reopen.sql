-- The fingerprint of the key with which a kept message was last tried in vain: it is tried again only with another one.
alter table archive_undecryptable add column tried text not null default '';

-- Messages that were opened after their key had come.
alter table archive_cursors add column reopened bigint not null default 0;

-- Takes kept messages away and counts them, in the transaction that stores what was in them. False when somebody else has taken one of them: the caller must roll back. This is
-- what makes reopening exactly-once.
create function take_reopened(account uuid, seqs bigint[], accepted_now int, duplicates_now int, malformed_now int) returns boolean
    language plpgsql security definer set search_path = public as
$$
declare
    brand uuid;
    taken int;
begin
    select brand_id into brand from account_routes where account_id = account;
    delete from archive_undecryptable where brand_id = brand and account_id = account and seq = any (seqs);
    get diagnostics taken = row_count;
    if taken <> cardinality(seqs) then return false; end if;
    update archive_cursors set reopened = reopened + taken where account_id = account;
    insert into intake_totals as totals (brand_id, account_id, accepted, duplicates, malformed) values (brand, account, accepted_now, duplicates_now, malformed_now)
    on conflict (brand_id, account_id) do update
    set accepted = totals.accepted + excluded.accepted, duplicates = totals.duplicates + excluded.duplicates, malformed = totals.malformed + excluded.malformed;
    return true;
end
$$;

revoke execute on function take_reopened(uuid, bigint[], int, int, int) from public;
grant execute on function take_reopened(uuid, bigint[], int, int, int) to steward_ingest;
