-- What complaints are set against. Members' messages by the quarter of an hour in which they were sent, so that a brand's days can be counted in any zone; written with the totals, by lane.
create table screened_quarters (
    brand_id uuid        not null,
    lane     int         not null,
    start    timestamptz not null,
    messages bigint      not null,
    primary key (brand_id, start, lane)
);
select isolate_brand('screened_quarters');

-- How many members a group had from a moment on, without staff; a row where that changed. Zero: it was dismissed.
create table group_sizes (
    brand_id uuid        not null,
    group_id uuid        not null,
    since    timestamptz not null,
    members  int         not null,
    primary key (brand_id, group_id, since)
);
select isolate_brand('group_sizes');

-- Openings of complaints over time: rates count them from here.
create index complaint_entries_openings on complaint_entries (brand_id, at) where kind in ('registered', 'reopened');
