-- Load profiles and weather series kept with a project. card and series: sealed.

create table profiles (
    profile_id blob    not null primary key check (length(profile_id) = 16),
    project_id blob    not null references projects on delete cascade,
    card       blob    not null,
    series     blob    not null,
    created_at integer not null
) strict;
create index profiles_project on profiles (project_id, created_at);

create table weather_series (
    weather_id blob    not null primary key check (length(weather_id) = 16),
    project_id blob    not null references projects on delete cascade,
    card       blob    not null,
    series     blob    not null,
    created_at integer not null
) strict;
create index weather_series_project on weather_series (project_id, created_at);
