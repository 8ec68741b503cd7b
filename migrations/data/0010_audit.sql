-- What happened, for ever: every administrative and security-relevant event, in a hash chain.
--
-- In clear: when, what, whose ids, the outcome, the id of the request. detail (network of the caller and
-- facts about the event): sealed under the key of sealed_for and owner_id, so that it goes when the account
-- goes. hash covers the row as it is stored, the sealed detail included, and the hash of the row before;
-- a row therefore stays verifiable after its detail has become unreadable. There are no foreign keys:
-- events outlive what they are about.
create table audit_events (
    seq             integer not null primary key check (seq > 0),
    recorded_at     integer not null,
    action          text    not null,
    outcome         text    not null check (outcome in ('success', 'failure')),
    needs_review    integer not null check (needs_review in (0, 1)),
    actor_id        blob    check (length(actor_id) = 16),
    on_behalf_id    blob    check (length(on_behalf_id) = 16),
    organisation_id blob    check (length(organisation_id) = 16),
    object_kind     text,
    object_id       blob    check (length(object_id) = 16),
    request_id      text    not null,
    sealed_for      text    not null check (sealed_for in ('account', 'organisation', 'instance')),
    owner_id        blob    not null check (length(owner_id) = 16),
    detail          blob    not null,
    prev_hash       blob    not null check (length(prev_hash) = 32),
    hash            blob    not null check (length(hash) = 32)
) strict;
create index audit_events_actor on audit_events (actor_id, seq);
create index audit_events_object on audit_events (object_id, seq);
create index audit_events_organisation on audit_events (organisation_id, seq);

-- Signed states of the log: note is a C2SP checkpoint, frontier what is needed to continue its tree.
create table audit_checkpoints (
    size        integer not null primary key check (size > 0),
    recorded_at integer not null,
    frontier    blob    not null,
    note        text    not null
) strict;

create trigger audit_events_append before insert on audit_events
when new.seq <> (select coalesce(max(seq), 0) + 1 from audit_events)
begin
    select raise(abort, 'events are only appended');
end;
create trigger audit_events_no_update before update on audit_events
begin
    select raise(abort, 'events are never changed');
end;
create trigger audit_events_no_delete before delete on audit_events
begin
    select raise(abort, 'events are never deleted');
end;
create trigger audit_checkpoints_append before insert on audit_checkpoints
when new.size <= (select coalesce(max(size), 0) from audit_checkpoints)
begin
    select raise(abort, 'checkpoints are only appended');
end;
create trigger audit_checkpoints_no_update before update on audit_checkpoints
begin
    select raise(abort, 'checkpoints are never changed');
end;
create trigger audit_checkpoints_no_delete before delete on audit_checkpoints
begin
    select raise(abort, 'checkpoints are never deleted');
end;
