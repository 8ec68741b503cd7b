-- Who may sign in, for whom they work, and who is signed in.

-- name: sealed under the organisation's key.
create table organisations (
    organisation_id blob    not null primary key check (length(organisation_id) = 16),
    name            blob    not null,
    created_at      integer not null
) strict;

-- email_index: HMAC of the normalised address, so that an account is found without storing the address.
-- email, person (name, language, theme) and password (PHC string, version of the pepper): sealed under
-- the account's key. kind: the account of the demonstration has no password that anybody knows and does
-- not count as the first account.
create table accounts (
    account_id    blob    not null primary key check (length(account_id) = 16),
    kind          text    not null check (kind in ('person', 'demo')),
    email_index   blob    not null constraint accounts_email_key unique check (length(email_index) = 32),
    email_version integer not null,
    email         blob    not null,
    person        blob    not null,
    password      blob    not null,
    created_at    integer not null
) strict;

create table memberships (
    organisation_id blob    not null references organisations on delete cascade,
    account_id      blob    not null references accounts on delete cascade,
    role            text    not null check (role in ('admin', 'member')),
    created_at      integer not null,
    primary key (organisation_id, account_id)
) strict;
create index memberships_account on memberships (account_id);

-- The cookie's value is stored only as its SHA-256. payload: sealed under the session key.
create table sessions (
    token_hash      blob    not null primary key check (length(token_hash) = 32),
    account_id      blob    references accounts on delete cascade,
    created_at      integer not null,
    last_seen_at    integer not null,
    absolute_end_at integer not null,
    payload         blob    not null
) strict;
create index sessions_account on sessions (account_id);
create index sessions_end on sessions (absolute_end_at);

-- Links that make the first account; used once, then deleted.
create table setup_tokens (
    token_hash blob    not null primary key check (length(token_hash) = 32),
    created_at integer not null,
    expires_at integer not null
) strict;
