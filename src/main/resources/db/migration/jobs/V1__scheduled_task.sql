create schema jobs;

-- db-scheduler's table, as its version 16 wants it: one row for each workspace and kind of work.
create table jobs.scheduled_task (
    task_name            text        not null,
    task_instance        text        not null, -- the workspace; "recurring" for the installation's own
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_task_by_time on jobs.scheduled_task (execution_time);
create index scheduled_task_by_heartbeat on jobs.scheduled_task (last_heartbeat);
