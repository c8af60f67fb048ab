-- What a lead let go in an answer although the compliance gate gives it to a person to look at: which findings, who, when.
alter table work_items
    add column let_go    jsonb,
    add column let_go_by text not null default '',
    add column let_go_at timestamptz,
    add constraint work_items_let_go check ((let_go is null) = (let_go_at is null) and (let_go is null) = (let_go_by = ''));
