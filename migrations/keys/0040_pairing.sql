-- Which instance these keys belong to, and how often they were changed: the data say the same of them, so that keys
-- that are older than the data, newer or of another instance are noticed before anything is written.
create table instance (
    only_row    integer not null primary key check (only_row = 1),
    instance_id blob    not null check (length(instance_id) = 16),
    generation  integer not null check (generation > 0)
) strict;

-- The keys that were destroyed, with the generation in which that happened. A key that is absent and does not stand
-- here was lost, not destroyed: nothing is deleted because of it.
create table destroyed_keys (
    purpose    text    not null,
    owner_id   blob    not null check (length(owner_id) = 16),
    generation integer not null,
    primary key (purpose, owner_id)
) strict;
