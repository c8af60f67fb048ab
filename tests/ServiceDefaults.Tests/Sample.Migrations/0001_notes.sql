create table notes (
    brand_id uuid not null,
    seq      bigint generated always as identity,
    text     text not null,
    primary key (brand_id, seq)
);
select isolate_brand('notes');
grant insert on notes to steward_ingest;
