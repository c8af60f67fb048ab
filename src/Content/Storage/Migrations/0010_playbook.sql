-- A brand's playbook for upset members: some of its phrases, in their order, with what to do beside saying them. 0: not in it.
alter table canned_phrases
    add column playbook_step int  not null default 0 check (playbook_step between 0 and 9),
    add column playbook_hint text not null default '';
