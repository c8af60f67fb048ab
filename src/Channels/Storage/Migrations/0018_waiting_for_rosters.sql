-- An act about a group or person that no roster names yet waits for the roster instead of failing.
alter table commands drop constraint commands_blocked_reason_check;
alter table commands add constraint commands_blocked_reason_check check (blocked_reason in ('', 'quota', 'consent', 'quiet', 'roster')) not valid;
alter table commands validate constraint commands_blocked_reason_check;
