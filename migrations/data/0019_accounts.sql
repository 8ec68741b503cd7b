-- A link may also confirm the new address of an account; its body says which one.
create table links_with_addresses (
    token_hash      blob    not null primary key check (length(token_hash) = 32),
    kind            text    not null check (kind in ('invitation', 'reset', 'email')),
    account_id      blob    references accounts on delete cascade,
    organisation_id blob    references organisations on delete cascade,
    inviter_id      blob    references accounts on delete cascade,
    body            blob    not null,
    created_at      integer not null,
    expires_at      integer not null
) strict;
insert into links_with_addresses
select token_hash, kind, account_id, organisation_id, inviter_id, body, created_at, expires_at from links;
drop table links;
alter table links_with_addresses rename to links;
create index links_organisation on links (organisation_id);
create index links_account on links (account_id);
create index links_inviter on links (inviter_id);

-- Why an account was disabled, if somebody wrote it down: sealed under the account's key.
alter table accounts add column disabled_note blob;
