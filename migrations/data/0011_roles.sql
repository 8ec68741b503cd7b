-- Roles: owner, administrator, member, guest in an organisation; view, comment, edit, manage in a project.
-- Whoever administered an organisation so far owns it now; the demonstration, which everybody can enter, does not.

create table memberships_with_roles (
    organisation_id blob    not null references organisations on delete cascade,
    account_id      blob    not null references accounts on delete cascade,
    role            text    not null check (role in ('owner', 'administrator', 'member', 'guest')),
    created_at      integer not null,
    primary key (organisation_id, account_id)
) strict;
insert into memberships_with_roles
select organisation_id, account_id,
       case when role <> 'admin' then role when kind = 'demo' then 'member' else 'owner' end, memberships.created_at
from memberships join accounts using (account_id);
drop table memberships;
alter table memberships_with_roles rename to memberships;
create index memberships_account on memberships (account_id);

create table project_members_with_roles (
    project_id blob    not null references projects on delete cascade,
    account_id blob    not null references accounts on delete cascade,
    role       text    not null check (role in ('view', 'comment', 'edit', 'manage')),
    created_at integer not null,
    primary key (project_id, account_id)
) strict;
insert into project_members_with_roles select project_id, account_id, role, created_at from project_members;
drop table project_members;
alter table project_members_with_roles rename to project_members;
create index project_members_account on project_members (account_id);
