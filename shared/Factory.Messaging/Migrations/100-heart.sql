-- Which messages an endpoint has handled. Written in the transaction that handles the message.
CREATE TABLE factory.inbox (
    message_id uuid NOT NULL,
    endpoint text NOT NULL,
    handled_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT inbox_pkey PRIMARY KEY (message_id, endpoint)
);

-- Rows come in the order of time, so this index stays a few pages.
CREATE INDEX inbox_handled_at ON factory.inbox USING brin (handled_at);

-- What is to be sent: now (node is the process that delivers it) or from its due time on (no node: whoever polls takes it).
CREATE TABLE factory.outbox (
    id uuid NOT NULL CONSTRAINT outbox_pkey PRIMARY KEY,
    destination text NOT NULL,
    body bytea NOT NULL,
    content_type text NULL,
    expires_at timestamptz NULL,
    due_at timestamptz NOT NULL,
    node uuid NULL,
    attempt integer NOT NULL DEFAULT 0
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE INDEX outbox_due ON factory.outbox (due_at) WHERE node IS NULL;

-- Bodies too large for the broker: the message carries a reference, the transaction that handles it deletes the row.
CREATE TABLE factory.large_body (
    id uuid NOT NULL CONSTRAINT large_body_pkey PRIMARY KEY,
    body bytea NOT NULL
);

-- Finished sagas stay, so that a late message cannot start them anew.
CREATE TABLE factory.saga (
    id uuid NOT NULL,
    type text NOT NULL,
    version bigint NOT NULL,
    state jsonb NOT NULL,
    CONSTRAINT saga_pkey PRIMARY KEY (id, type)
) WITH (fillfactor = 70);

CREATE TABLE factory.dead_letter (
    id uuid NOT NULL,
    endpoint text NOT NULL,
    message_type text NOT NULL,
    body bytea NOT NULL,
    content_type text NULL,
    headers jsonb NOT NULL,
    exception_type text NOT NULL,
    exception_message text NOT NULL,
    died_at timestamptz NOT NULL,
    CONSTRAINT dead_letter_pkey PRIMARY KEY (id, endpoint)
);
