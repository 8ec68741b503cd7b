-- Signing in through an identity provider of the organisation.

-- One provider of each organisation. address_index: HMAC of the organisation's sign-in address, so that it is
-- found without being stored in clear. settings (issuer, client id, rules for roles, address) and credential:
-- sealed under the organisation's key. required_except: set when members have to sign in here; the one owner
-- who may still use a password.
create table identity_providers (
    provider_id     blob    not null primary key check (length(provider_id) = 16),
    organisation_id blob    not null unique references organisations on delete cascade,
    address_index   blob    not null unique check (length(address_index) = 32),
    enabled         integer not null check (enabled in (0, 1)),
    required_except blob    references accounts on delete restrict,
    settings        blob    not null,
    credential      blob    not null,
    created_at      integer not null,
    changed_at      integer not null
) strict;

-- Who a provider says somebody is. identity_index: HMAC of provider, issuer, tenant and object id; nothing of an
-- e-mail address. identity (the same in full, and the subject): sealed under the account's key.
create table federated_identities (
    identity_index blob    not null primary key check (length(identity_index) = 32),
    provider_id    blob    not null references identity_providers on delete cascade,
    account_id     blob    not null references accounts on delete cascade,
    identity       blob    not null,
    created_at     integer not null,
    constraint federated_identities_account_key unique (provider_id, account_id)
) strict;
create index federated_identities_account on federated_identities (account_id);

-- Sign-ins under way, ten minutes at most, taken out by the first use. Of what the provider sends back and of
-- what the browser keeps only hashes are stored. kept (nonce, verifier, where to go): sealed under the session
-- key. account_id: who links the provider to an account, or proves to be there once more.
create table sign_in_transactions (
    state_hash   blob    not null primary key check (length(state_hash) = 32),
    browser_hash blob    not null check (length(browser_hash) = 32),
    provider_id  blob    not null references identity_providers on delete cascade,
    purpose      text    not null check (purpose in ('sign-in', 'link', 'step-up')),
    account_id   blob    references accounts on delete cascade,
    kept         blob    not null,
    created_at   integer not null
) strict;
create index sign_in_transactions_created on sign_in_transactions (created_at);

-- Whose session at the provider is whose, so that signing out there ends the sessions here. session_index: HMAC of
-- provider, tenant and the provider's id of the session.
create table provider_sessions (
    session_index blob    not null check (length(session_index) = 32),
    account_id    blob    not null references accounts on delete cascade,
    began_at      integer not null,
    primary key (session_index, account_id)
) strict;
create index provider_sessions_began on provider_sessions (began_at);
