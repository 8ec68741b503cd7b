-- Projects and who may do what with them. Everything of a project is sealed under its own data key,
-- which lives in the key store: without that key the rows are noise.

-- site: sealed. revision counts every change to the project or one of its scenarios.
create table projects (
    project_id      blob    not null primary key check (length(project_id) = 16),
    organisation_id blob    not null references organisations on delete cascade,
    revision        integer not null,
    site            blob    not null,
    created_at      integer not null,
    changed_at      integer not null
) strict;
create index projects_organisation on projects (organisation_id, changed_at);

create table project_members (
    project_id blob    not null references projects on delete cascade,
    account_id blob    not null references accounts on delete cascade,
    role       text    not null check (role in ('view', 'edit', 'manage')),
    created_at integer not null,
    primary key (project_id, account_id)
) strict;
create index project_members_account on project_members (account_id);
