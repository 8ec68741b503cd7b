-- Accounts without a password, invitations that are accepted at an identity provider, notices.

-- has_password: whether its owner has a password. Whoever came in through a provider has none: the column password
-- holds the hash of random bytes then. An account of a first sign-in is told by its index, which is that of the
-- identity.
alter table accounts add column has_password integer not null default 1 check (has_password in (0, 1));
update accounts set has_password = 0 where exists
    (select 1 from federated_identities
     where federated_identities.account_id = accounts.account_id
       and federated_identities.identity_index = accounts.email_index);

-- Which security events an account has not put away yet; written with the event itself. seq: the event.
create table notices (
    account_id blob    not null references accounts on delete cascade,
    seq        integer not null,
    primary key (account_id, seq)
) strict;

-- One more purpose: accepting an invitation. Sign-ins that are under way begin anew. kept holds the hash of the
-- invitation, too.
drop table sign_in_transactions;
create table sign_in_transactions (
    state_hash   blob    not null primary key check (length(state_hash) = 32),
    browser_hash blob    not null check (length(browser_hash) = 32),
    provider_id  blob    not null references identity_providers on delete cascade,
    purpose      text    not null check (purpose in ('sign-in', 'link', 'step-up', 'invitation')),
    account_id   blob    references accounts on delete cascade,
    kept         blob    not null,
    created_at   integer not null
) strict;
create index sign_in_transactions_created on sign_in_transactions (created_at);
