-- Attempts that may be guesses: how many failed lately and when the next one is allowed. limit_key: HMAC of
-- the action and of what it is counted against (address, account, everybody), so that neither can be read.
create table limits (
    limit_key  blob    not null primary key check (length(limit_key) = 32),
    failures   integer not null,
    next_at    integer not null,
    updated_at integer not null
) strict;
create index limits_updated on limits (updated_at);
