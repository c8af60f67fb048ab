-- What spoke against an answer that the knowledge base gave by itself, within a day of it: the first of a staff message, the same question again, an unhappy word. Empty after that day: it was enough.
alter table questions
    add column reaction    text not null default '' check (reaction in ('', 'human', 'repeated', 'negative')),
    add column reaction_by uuid,
    add column reacted_at  timestamptz;
create index questions_answered_lately on questions (brand_id, group_id, asked_at) where outcome = 'answered' and reaction = '';
