-- Which instance these data belong to, and between which two generations of the keys they were written: the same
-- number twice, except while a key is made or destroyed.
create table instance (
    only_row    integer not null primary key check (only_row = 1),
    instance_id blob    not null check (length(instance_id) = 16),
    keys_from   integer not null check (keys_from >= 0),
    keys_to     integer not null check (keys_to >= keys_from)
) strict;

-- What was deleted, written together with the event and before the key goes. Only from here is a deletion finished
-- that was interrupted, and replayed over data or keys that were restored from before it.
create table deletions (
    object_kind text    not null check (object_kind in ('account', 'project')),
    object_id   blob    not null check (length(object_id) = 16),
    recorded_at integer not null,
    primary key (object_kind, object_id)
) strict;

insert into deletions (object_kind, object_id, recorded_at)
select 'account', object_id, min(recorded_at) from audit_events
where action = 'user_deleted' and outcome = 'success' and object_kind = 'account'
  and object_id not in (select account_id from accounts)
group by object_id;
