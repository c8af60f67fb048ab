-- The newest access token of each account, without the token itself: its age is part of an account's health. Replicas ask for tokens of their own; the newest counts.
create table account_tokens (
    brand_id    uuid not null,
    account_id  uuid not null,
    obtained_at timestamptz,
    good_until  timestamptz,
    refused_at  timestamptz,
    primary key (brand_id, account_id)
);
select isolate_brand('account_tokens');
