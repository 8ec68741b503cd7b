-- Who has sent an invitation; when they administer the organisation no more, it is withdrawn.
alter table links add column inviter_id blob references accounts on delete cascade;
create index links_inviter on links (inviter_id);
