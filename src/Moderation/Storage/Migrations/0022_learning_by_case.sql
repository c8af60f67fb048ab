-- What a case taught is taken back when its decision is overturned.
create index learning_samples_by_case on learning_samples (brand_id, case_id) where case_id is not null and removal_id is null;
