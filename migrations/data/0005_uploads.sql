-- Files as they were uploaded, so that they can be read again and downloaded. card (name, size) and content:
-- sealed. A file that no profile and no weather series refers to is a draft and is removed after a day.
create table uploads (
    upload_id  blob    not null primary key check (length(upload_id) = 16),
    project_id blob    not null references projects on delete cascade,
    card       blob    not null,
    content    blob    not null,
    created_at integer not null
) strict;
create index uploads_project on uploads (project_id, created_at);

alter table profiles add column upload_id blob references uploads on delete set null;
create index profiles_upload on profiles (upload_id);
alter table weather_series add column upload_id blob references uploads on delete set null;
create index weather_series_upload on weather_series (upload_id);
