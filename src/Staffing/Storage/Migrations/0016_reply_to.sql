-- The message that a reply answers, where the channel names it instead of quoting its words.
alter table group_replies add column reply_to uuid;
