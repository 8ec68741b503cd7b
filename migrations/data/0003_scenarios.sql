-- Scenarios and the history of their edits.

-- body: sealed; revision counts the batches of edits it has seen.
create table scenarios (
    scenario_id blob    not null primary key check (length(scenario_id) = 16),
    project_id  blob    not null references projects on delete cascade,
    position    integer not null,
    revision    integer not null,
    body        blob    not null,
    created_at  integer not null,
    constraint scenarios_position_key unique (project_id, position)
) strict;

-- edits: sealed. account_id has no foreign key: history outlives accounts.
-- batch_id makes sending a batch again harmless.
create table scenario_edits (
    scenario_id blob    not null references scenarios on delete cascade,
    revision    integer not null,
    batch_id    blob    not null check (length(batch_id) = 16),
    account_id  blob    not null,
    edits       blob    not null,
    edited_at   integer not null,
    primary key (scenario_id, revision),
    constraint scenario_edits_batch_key unique (scenario_id, batch_id)
) strict;
