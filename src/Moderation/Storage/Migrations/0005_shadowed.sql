-- When a version first ran in shadow: from then on its rules stay as they are, because its counts are about them.
alter table rule_versions add column shadowed_at timestamptz;
alter table agency_rule_versions add column shadowed_at timestamptz;
