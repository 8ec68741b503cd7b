-- The last state of the audit log that was signed, apart from the log: whoever can write to data.sqlite alone gets
-- nothing signed that does not continue it. note: a C2SP checkpoint, signed.
create table signed_log (
    only_row  integer not null primary key check (only_row = 1),
    note      text    not null,
    signed_at integer not null
) strict;
