-- A post that the compliance gate does not let out when it is due is held back, with what was found; and what a lead let go in a post's text, who and when.
alter table calendar_entries drop constraint calendar_entries_state_check;
alter table calendar_entries add constraint calendar_entries_state_check
    check (state in ('scheduled', 'held', 'sending', 'confirmed', 'partly', 'failed', 'cancelled'));
alter table calendar_entries
    add column held_for  jsonb,
    add column let_go    jsonb,
    add column let_go_by text not null default '',
    add column let_go_at timestamptz,
    add constraint calendar_entries_let_go check ((let_go is null) = (let_go_at is null) and (let_go is null) = (let_go_by = ''));
