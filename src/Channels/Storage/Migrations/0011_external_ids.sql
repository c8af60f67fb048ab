-- An act whose call was not answered must not take what another act made for its own.
create index command_calls_external on command_calls (brand_id, account_id, external_id) where external_id <> '';
