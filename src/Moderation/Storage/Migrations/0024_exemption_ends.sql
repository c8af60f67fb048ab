-- An exemption may have an end; from then on it holds no more, and stays on the list as ended until it is taken off or given anew.
alter table exempt_members
    add column until timestamptz,
    add check (until > set_at);
