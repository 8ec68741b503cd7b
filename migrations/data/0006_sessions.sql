-- Sessions get tokens of 256 bits and an idle time of their own. Whoever was signed in signs in again.
-- account_id: who is signed in, or about to be. idle_s: seconds without use after which it has ended.
-- payload (what was proved at the sign-in, device, network): sealed under the session key.
drop table sessions;
create table sessions (
    token_hash      blob    not null primary key check (length(token_hash) = 32),
    account_id      blob    references accounts on delete cascade,
    created_at      integer not null,
    last_seen_at    integer not null,
    idle_s          integer not null,
    absolute_end_at integer not null,
    payload         blob    not null
) strict;
create index sessions_account on sessions (account_id);
create index sessions_end on sessions (absolute_end_at);

-- instance_administrator: operates the server; sees no project content by that. The account of the setup
-- link is one. disabled_at: since when nobody can sign in.
alter table accounts add column instance_administrator integer not null default 0
    check (instance_administrator in (0, 1));
alter table accounts add column disabled_at integer;
update accounts set instance_administrator = 1 where account_id =
    (select account_id from accounts where kind = 'person' order by created_at limit 1);
