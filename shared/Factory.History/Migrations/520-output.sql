-- What was proposed to be written to forges, chats and trackers, and what came of it. begun: an attempt may have had its effect without a record of it.
CREATE TABLE factory.output (
    proposal_id uuid NOT NULL CONSTRAINT output_pkey PRIMARY KEY,
    mission_id uuid NOT NULL,
    team text NOT NULL,
    kind text NOT NULL,
    resource text NOT NULL,
    ordinal bigint NULL,
    content_sha256 bytea NOT NULL,
    state text NOT NULL,
    url text NULL,
    external_id text NULL,
    reason text NULL,
    began_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz NULL
) WITH (fillfactor = 80);

CREATE INDEX output_mission ON factory.output (mission_id);
CREATE INDEX output_resource ON factory.output (resource, ended_at DESC) WHERE state = 'applied';

-- Who writes to a thing now: two who edit one comment at once would make two of it. A hold of a lease that is gone holds nothing.
CREATE TABLE factory.output_hold (
    resource text NOT NULL CONSTRAINT output_hold_pkey PRIMARY KEY,
    lease uuid NOT NULL
);

-- Which mission a pull request is of.
CREATE TABLE factory.own_pull_request (
    host text NOT NULL,
    repository text NOT NULL,
    number bigint NOT NULL,
    mission_id uuid NOT NULL,
    team text NOT NULL,
    branch text NOT NULL,
    url text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT own_pull_request_pkey PRIMARY KEY (host, repository, number)
);

CREATE INDEX own_pull_request_mission ON factory.own_pull_request (mission_id);

-- Up to when the deliveries of a forge, or of one webhook of it, were looked through.
CREATE TABLE factory.catch_up (
    hook text NOT NULL CONSTRAINT catch_up_pkey PRIMARY KEY,
    position timestamptz NOT NULL,
    looked_at timestamptz NOT NULL DEFAULT now()
);
