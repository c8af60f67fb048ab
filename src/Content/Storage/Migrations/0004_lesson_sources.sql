-- Where a lesson comes from: somebody said it, or an operator answered with what the knowledge base offered, as it is or changed, or with something else.
alter table knowledge_lessons add column source text not null default 'said' check (source in ('said', 'accepted', 'edited', 'rejected'));
