-- Pictures that may go out. A picture's id is made of its bytes: one never changes, and the same again is the same row. External: they are compressed already.
create table pictures (
    brand_id     uuid        not null,
    picture_id   uuid        not null,
    content      bytea       not null,
    content_type text        not null check (content_type in ('image/jpeg', 'image/png')),
    added_at     timestamptz not null,
    added_by     text        not null,
    primary key (brand_id, picture_id)
);
alter table pictures alter column content set storage external;
select isolate_brand('pictures');

-- The agency's, which every brand may send; nothing in here is any brand's.
create table agency_pictures (
    picture_id   uuid        not null primary key,
    content      bytea       not null,
    content_type text        not null check (content_type in ('image/jpeg', 'image/png')),
    added_at     timestamptz not null,
    added_by     text        not null
);
alter table agency_pictures alter column content set storage external;

-- What an account's corp has of them: WeCom takes a picture first and is then told its media_id, for three days.
create table picture_uploads (
    brand_id    uuid        not null,
    account_id  uuid        not null,
    picture_id  uuid        not null,
    media_id    text        not null,
    uploaded_at timestamptz not null,
    primary key (brand_id, account_id, picture_id)
);
select isolate_brand('picture_uploads');

-- What goes along with a text; null: nothing.
alter table commands add column attachments jsonb;
