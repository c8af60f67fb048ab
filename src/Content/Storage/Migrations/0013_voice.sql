-- How a brand's automatic answers speak: a line before the answer, in which {question} is what was asked, and one after it. Empty: the built-in line, and none.
alter table knowledge_settings
    add column opening text not null default '',
    add column closing text not null default '';
