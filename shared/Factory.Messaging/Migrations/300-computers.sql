-- Every host has to know every migration, so the tables of computers and of the services' keys are here, not in the droids' project.
CREATE TABLE factory.computer (id uuid PRIMARY KEY, seen_at timestamptz NOT NULL);

CREATE TABLE factory.workspace (run_id uuid PRIMARY KEY, computer_id uuid NOT NULL, runs_endpoint text NOT NULL);

CREATE INDEX workspace_by_computer ON factory.workspace (computer_id);

CREATE TABLE factory.service_key (
    key_id text PRIMARY KEY,
    service text NOT NULL,
    public_key bytea NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now()
);
