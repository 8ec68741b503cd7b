-- Who has looked at which event that needs a second pair of eyes. The event itself stays as it is, so that the hash
-- chain holds; that it was reviewed is an event of its own. note: sealed under the key of the event's organisation,
-- or of the instance if it belongs to none. A review is never changed and never taken back.
create table audit_reviews (
    seq         integer not null primary key references audit_events (seq),
    reviewer_id blob    not null check (length(reviewer_id) = 16),
    reviewed_at integer not null,
    note        blob    not null
) strict;

create trigger audit_reviews_append before insert on audit_reviews
when exists (select 1 from audit_reviews where seq = new.seq)
begin
    select raise(abort, 'reviews are never replaced');
end;
create trigger audit_reviews_no_update before update on audit_reviews
begin
    select raise(abort, 'reviews are never changed');
end;
create trigger audit_reviews_no_delete before delete on audit_reviews
begin
    select raise(abort, 'reviews are never deleted');
end;

create index audit_events_review on audit_events (organisation_id, seq) where needs_review = 1;

-- When the owners of an organisation were last reminded of events that nobody has looked at.
create table audit_reminders (
    organisation_id blob    not null primary key references organisations on delete cascade,
    sent_at         integer not null
) strict;
