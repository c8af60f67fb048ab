-- Who an operator is in a channel account, such as the userid in WeCom: what waits for that employee's tap is theirs.
create table channel_users (
    brand_id    uuid not null,
    operator_id uuid not null references operators on delete cascade,
    account_id  uuid not null,
    user_id     text not null,
    primary key (brand_id, operator_id, account_id)
);
select isolate_brand('channel_users');
