-- Second factors of accounts. body (name, secret of an authenticator app, public key of a passkey): sealed
-- under the account's key. last_step: the newest time step whose code was accepted; each counts once.
create table factors (
    factor_id    blob    not null primary key check (length(factor_id) = 16),
    account_id   blob    not null references accounts on delete cascade,
    kind         text    not null check (kind in ('totp', 'passkey')),
    body         blob    not null,
    last_step    integer not null default 0,
    created_at   integer not null,
    last_used_at integer
) strict;
create index factors_account on factors (account_id);

-- Recovery codes, as SHA-256 of 128 random bits; used once, then deleted.
create table recovery_codes (
    code_hash  blob    not null primary key check (length(code_hash) = 32),
    account_id blob    not null references accounts on delete cascade,
    created_at integer not null
) strict;
create index recovery_codes_account on recovery_codes (account_id);

-- Passkey ceremonies that were begun; each is ended once, within minutes. state: sealed under the session key.
create table ceremonies (
    ceremony_id blob    not null primary key check (length(ceremony_id) = 16),
    state       blob    not null,
    expires_at  integer not null
) strict;

-- Whether members have to have a second factor.
alter table organisations add column second_factor_required integer not null default 0
    check (second_factor_required in (0, 1));
