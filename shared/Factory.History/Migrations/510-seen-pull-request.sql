-- Pull requests as the newest event told of them: comments, checks and reverts name them by number, branch or commit alone.
CREATE TABLE factory.seen_pull_request (
    team text NOT NULL,
    repository text NOT NULL,
    number bigint NOT NULL,
    head_commit text NOT NULL,
    base_branch text NOT NULL,
    head_branch text NULL,
    from_fork boolean NOT NULL,
    draft boolean NOT NULL,
    own boolean NOT NULL,
    open boolean NOT NULL,
    merge_commit text NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT seen_pull_request_pkey PRIMARY KEY (team, repository, number)
);

CREATE INDEX seen_pull_request_head_branch ON factory.seen_pull_request (team, repository, head_branch) WHERE open;
CREATE INDEX seen_pull_request_merge_commit ON factory.seen_pull_request (team, repository, merge_commit) WHERE merge_commit IS NOT NULL;

-- What was merged, released and deployed lately, to be told with an incident.
CREATE TABLE factory.lately (
    team text NOT NULL,
    repository text NOT NULL,
    key text NOT NULL,
    what text NOT NULL,
    commit text NULL,
    url text NULL,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT lately_pkey PRIMARY KEY (team, repository, key)
);

CREATE INDEX lately_at ON factory.lately (team, repository, at DESC);

-- Failed jobs of continuous integration, and what was done about each: run once more, or fixed.
CREATE TABLE factory.failed_job (
    team text NOT NULL,
    repository text NOT NULL,
    job_id text NOT NULL,
    name text NOT NULL,
    commit text NOT NULL,
    pull_request bigint NULL,
    answer text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT failed_job_pkey PRIMARY KEY (team, repository, job_id)
);

CREATE INDEX failed_job_commit ON factory.failed_job (team, repository, commit, name);
CREATE INDEX failed_job_pull_request ON factory.failed_job (team, repository, pull_request, at) WHERE answer = 'fix';

-- What Publisher is asked before a delivery can be judged, and what it answered.
CREATE TABLE factory.delivery_question (
    delivery_id uuid NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    answered_at timestamptz NULL,
    trust smallint NULL,
    blob_id uuid NULL,
    problem text NULL,
    CONSTRAINT delivery_question_pkey PRIMARY KEY (delivery_id, kind)
);
