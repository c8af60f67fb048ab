-- Where each code leads. Technical, outside of row-level security: codes are unique over all brands, and a redirect knows no brand until it has looked here.
-- It holds only what anybody learns who follows the link.
create table link_codes (
    code       text primary key,
    brand_id   uuid not null,
    target_url text not null
);

-- Links with their running sums.
create table links (
    brand_id    uuid        not null,
    code        text        not null,
    target_url  text        not null,
    channel     text        not null,
    group_id    uuid,
    clicks      bigint      not null default 0,
    orders      bigint      not null default 0,
    revenue_fen bigint      not null default 0,
    created_at  timestamptz not null,
    primary key (brand_id, code)
) with (fillfactor = 70);
create index links_by_creation on links (brand_id, created_at desc, code desc);
select isolate_brand('links');

-- Every redirect served, once. The key begins with the visitor, because that is how an order looks for its last click.
create table clicks (
    brand_id   uuid        not null,
    visitor    uuid        not null,
    code       text        not null,
    click_id   uuid        not null,
    clicked_at timestamptz not null,
    primary key (brand_id, visitor, code, click_id)
);
select isolate_brand('clicks');

-- Who followed which link on which local day: makes "visitors" countable exactly.
create table visitor_days (
    brand_id uuid not null,
    day      date not null,
    code     text not null,
    visitor  uuid not null,
    primary key (brand_id, day, code, visitor)
);
select isolate_brand('visitor_days');

-- Orders as brands report them, once by number, and whom they are credited to.
create table orders (
    brand_id           uuid        not null,
    order_no           text        not null,
    amount_fen         bigint      not null check (amount_fen > 0),
    paid_at            timestamptz not null,
    visitor            text        not null,
    member_external_id text        not null,
    link_code          text,
    group_id           uuid,
    recorded_at        timestamptz not null,
    primary key (brand_id, order_no)
);
create index orders_by_payment on orders (brand_id, paid_at desc, order_no desc);
select isolate_brand('orders');

-- Sums by local day, each written in the transaction of what it sums, in tables of their own so that writers do not wait for each other.
create table click_days (
    brand_id uuid   not null,
    day      date   not null,
    clicks   bigint not null,
    visitors bigint not null,
    primary key (brand_id, day)
) with (fillfactor = 50);
select isolate_brand('click_days');

create table order_days (
    brand_id               uuid   not null,
    day                    date   not null,
    orders                 bigint not null,
    revenue_fen            bigint not null,
    attributed_orders      bigint not null,
    attributed_revenue_fen bigint not null,
    primary key (brand_id, day)
) with (fillfactor = 50);
select isolate_brand('order_days');

-- One row per lane, for the same reason.
create table message_days (
    brand_id       uuid   not null,
    day            date   not null,
    lane           int    not null,
    messages       bigint not null,
    staff_messages bigint not null,
    questions      bigint not null,
    offences       bigint not null,
    primary key (brand_id, day, lane)
) with (fillfactor = 50);
select isolate_brand('message_days');
