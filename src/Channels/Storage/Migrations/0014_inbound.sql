-- Groups of which WeCom is to be asked who agrees to the archive. Apart from the rosters, because its limit is six times as tight. due_at doubles as the lease of whoever works on it.
create table consent_checks (
    account_id uuid not null,
    chat_id    text not null,
    brand_id   uuid not null,
    due_at     timestamptz not null,
    attempts   int not null default 0,
    primary key (account_id, chat_id)
);
create index consent_checks_due on consent_checks (due_at);
