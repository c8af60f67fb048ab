-- How often something else came than the message said: three times are enough.
alter table media add column altered int not null default 0;
