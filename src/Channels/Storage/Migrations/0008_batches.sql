-- The ledger works in batches. waiting: calls that this window had no room for and that were told when to come back, each to a place of its own in a later window.
alter table quota_uses add column waiting int not null default 0;

-- The rows of a command change several times within seconds: room on their pages keeps most of that out of the indexes.
alter table commands set (fillfactor = 70);
alter table command_calls set (fillfactor = 70);
alter table command_groups set (fillfactor = 60);
alter table command_work set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
