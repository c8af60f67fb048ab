-- Who may change what holds for all brands.
alter table operators add column agency_wide boolean not null default false check (not agency_wide or role = 'admin');
