-- An identity that was separated from its account stays known by its index alone, so that the provider does not make
-- an account for whoever was removed or disabled meanwhile. separated_at: when that was; null while the identity
-- signs in. identity is gone then. An account signs in with one identity of a provider, and may have given up several.
create table federated_identities_with_separated (
    identity_index blob    not null primary key check (length(identity_index) = 32),
    provider_id    blob    not null references identity_providers on delete cascade,
    account_id     blob    not null references accounts on delete cascade,
    identity       blob,
    created_at     integer not null,
    separated_at   integer,
    check ((identity is null) = (separated_at is not null))
) strict;
insert into federated_identities_with_separated
select identity_index, provider_id, account_id, identity, created_at, null from federated_identities;
drop table federated_identities;
alter table federated_identities_with_separated rename to federated_identities;
create index federated_identities_account on federated_identities (account_id);
create unique index federated_identities_in_use on federated_identities (provider_id, account_id)
    where separated_at is null;
