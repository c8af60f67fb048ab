-- What people were asked is kept for some time, so that it can be told what the base does not answer.
create index questions_with_text on questions (brand_id, asked_at) where text <> '';

-- Which entries were made from what people were asked.
alter table knowledge_entries add column from_gap boolean not null default false;
create index answer_sends_by_entry on answer_sends (brand_id, entry_id, asked_at);

-- Forgets what was asked before a moment, of all brands; at most so many at once, the rest at the next call.
create function forget_questions(before timestamptz, most int) returns int language sql security definer set search_path = public as
$$
    with old as (select brand_id, message_id from questions where text <> '' and asked_at < before limit most),
    forgotten as (update questions set text = '' from old where questions.brand_id = old.brand_id and questions.message_id = old.message_id returning 1)
    select count(*)::int from forgotten
$$;
revoke execute on function forget_questions(timestamptz, int) from public;
grant execute on function forget_questions(timestamptz, int) to steward_app;
