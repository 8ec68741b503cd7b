-- The key store. wrapped: the key, sealed under the root key. key_id names the key of one purpose and
-- owner; version counts its renewals. Deleting the row of a project destroys the project.
create table keys (
    key_id     blob    not null check (length(key_id) = 16),
    version    integer not null,
    purpose    text    not null,
    owner_id   blob    not null check (length(owner_id) = 16),
    state      text    not null check (state in ('active', 'open-only')),
    wrapped    blob    not null,
    created_at integer not null,
    primary key (key_id, version),
    constraint keys_owner_key unique (purpose, owner_id, version)
) strict;
