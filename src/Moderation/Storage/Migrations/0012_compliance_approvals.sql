-- Texts that somebody wants to say although the gate stops them, with who asked, decided and revoked, when and why. Each step is written once; nothing is ever deleted.
create table compliance_approvals (
    brand_id      uuid        not null,
    approval_id   uuid        not null,
    text          text        not null,
    text_hash     bytea       not null,
    purpose       text        not null,
    evidence      text        not null,
    findings      text        not null,
    asked_at      timestamptz not null,
    asked_by      text        not null,
    state         text        not null check (state in ('open', 'approved', 'refused', 'revoked')),
    decided_at    timestamptz,
    decided_by    text,
    note          text        not null default '',
    until         timestamptz,
    revoked_at    timestamptz,
    revoked_by    text,
    revoke_reason text        not null default '',
    primary key (brand_id, approval_id),
    check ((state = 'open') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
    check ((state in ('approved', 'revoked')) = (until is not null)),
    check ((state = 'revoked') = (revoked_at is not null) and (revoked_at is null) = (revoked_by is null)),
    -- Four eyes.
    check (decided_by is null or decided_by <> asked_by)
);
-- A text is asked for by one at a time.
create unique index compliance_approvals_open on compliance_approvals (brand_id, text_hash) where state = 'open';
create index compliance_approvals_standing on compliance_approvals (brand_id, text_hash) where state = 'approved';
create index compliance_approvals_by_time on compliance_approvals (brand_id, asked_at, approval_id);
select isolate_brand('compliance_approvals');
