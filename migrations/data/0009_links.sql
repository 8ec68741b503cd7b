-- Links that are sent to somebody: invitations (seven days) and new passwords (half an hour). Only the hash of
-- the token is kept; used once, then deleted. account_id: whose password. organisation_id: into which
-- organisation; null makes one. body (address, language): sealed under the session key.
create table links (
    token_hash      blob    not null primary key check (length(token_hash) = 32),
    kind            text    not null check (kind in ('invitation', 'reset')),
    account_id      blob    references accounts on delete cascade,
    organisation_id blob    references organisations on delete cascade,
    body            blob    not null,
    created_at      integer not null,
    expires_at      integer not null
) strict;
create index links_organisation on links (organisation_id);
create index links_account on links (account_id);

-- Which browsers an account was signed in with, as HMAC of their names: a new one is reported to the owner.
create table devices (
    account_id  blob    not null references accounts on delete cascade,
    device_hash blob    not null check (length(device_hash) = 32),
    created_at  integer not null,
    primary key (account_id, device_hash)
) strict;
