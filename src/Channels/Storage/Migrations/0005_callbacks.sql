-- Callbacks that cannot wait (a welcome code lives twenty seconds) are applied before the others.
alter table callback_queue add column urgent boolean not null default false;
drop index callback_queue_due;
create index callback_queue_order on callback_queue (urgent desc, callback_id);

-- Who is whose contact, as the channel told it: a private message needs one that stands.
create table contacts (
    brand_id         uuid not null,
    account_id       uuid not null,
    staff_id         uuid not null,
    member_id        uuid not null,
    staff_external   text not null,
    member_external  text not null,
    state            text not null check (state in ('half', 'added', 'dropped-by-staff', 'dropped-by-customer', 'handed-over')),
    source           text not null default '',
    transfer_failure text not null default '',
    changed_at       timestamptz not null,
    primary key (brand_id, staff_id, member_id)
);
select isolate_brand('contacts');
create index contacts_of_member on contacts (brand_id, member_id);

-- Who agreed that their messages are archived. chat_id is empty for a chat between two, staff for a group.
create table archive_consents (
    brand_id   uuid not null,
    account_id uuid not null,
    chat_id    text not null,
    staff      text not null,
    person     text not null,
    agreed     boolean not null,
    changed_at timestamptz not null,
    primary key (brand_id, account_id, chat_id, staff, person)
);
select isolate_brand('archive_consents');
