-- Who has uploaded a file, so that nobody keeps more than their quota; null for files from before and for those of
-- accounts that are gone.
alter table uploads add column account_id blob references accounts on delete set null;
create index uploads_account on uploads (account_id);
