-- What people taught the model: a text and one label that it deserves or does not.
create table learning_samples (
    brand_id    uuid        not null,
    sample_id   uuid        not null,
    label       text        not null,
    deserves    boolean     not null,
    text        text        not null,
    folded      text        not null,
    fingerprint bigint,
    source      text        not null check (source in ('case', 'message', 'text')),
    case_id     uuid,
    message_id  uuid,
    added_by    text        not null,
    added_at    timestamptz not null,
    removal_id  uuid,
    primary key (brand_id, sample_id)
);
-- A text stands once under a label; what was removed may be added anew.
create unique index learning_samples_standing on learning_samples (brand_id, label, md5(folded)) where removal_id is null;
create index learning_samples_by_time on learning_samples (brand_id, added_at, sample_id);
create index learning_samples_removed on learning_samples (brand_id, removal_id) where removal_id is not null;
select isolate_brand('learning_samples');

-- Who took samples away and why; the samples point here until somebody puts them back.
create table learning_removals (
    brand_id   uuid        not null,
    removal_id uuid        not null,
    samples    int         not null,
    reason     text        not null,
    removed_by text        not null,
    removed_at timestamptz not null,
    undone_by  text,
    undone_at  timestamptz,
    primary key (brand_id, removal_id)
);
create index learning_removals_by_time on learning_removals (brand_id, removed_at);
select isolate_brand('learning_removals');

-- A brand's versions of the model. Of each sample that it was trained on: what a model without it said, and how hard it pulls.
create table learning_models (
    brand_id   uuid        not null,
    version    int         not null,
    model      bytea       not null,
    model_id   text        not null,
    base       text        not null,
    made_by    text        not null,
    made_at    timestamptz not null,
    note       text        not null,
    sample_ids uuid[]      not null,
    held       real[]      not null,
    pulls      real[]      not null,
    evaluation jsonb       not null,
    primary key (brand_id, version)
);
select isolate_brand('learning_models');

-- Which version judges; none: the shipped one. Whoever changes it moves rule_heads too, which is what every batch reads.
create table learning_heads (
    brand_id uuid primary key,
    version  int  not null
);
select isolate_brand('learning_heads');

create table learning_changes (
    brand_id   uuid        not null,
    change_id  bigint      generated always as identity,
    action     text        not null check (action in ('activated', 'rolled_back')),
    version    int         not null,
    before     int         not null,
    by         text        not null,
    at         timestamptz not null,
    reason     text        not null,
    objections text[]      not null,
    primary key (brand_id, change_id)
);
select isolate_brand('learning_changes');

-- Trainings: at most one of a brand runs. Whoever trains renews the lease; one that ran out is over, and the next may begin.
create table learning_runs (
    brand_id    uuid        not null,
    run_id      uuid        not null,
    state       text        not null check (state in ('running', 'done', 'failed')),
    started_by  text        not null,
    started_at  timestamptz not null,
    lease_until timestamptz not null,
    done        int         not null default 0,
    total       int         not null default 0,
    version     int,
    problem     text        not null default '',
    primary key (brand_id, run_id)
);
create unique index learning_runs_one on learning_runs (brand_id) where state = 'running';
select isolate_brand('learning_runs');
