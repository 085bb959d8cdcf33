-- What arrived, as it arrived, and what was made of it. Stored before it is judged. The body of what became a signal is a blob, and empty here.
CREATE TABLE factory.delivery (
    id uuid NOT NULL CONSTRAINT delivery_pkey PRIMARY KEY,
    team text NOT NULL,
    source text NOT NULL,
    external_id text NOT NULL,
    event text NOT NULL,
    sha256 bytea NOT NULL,
    content_type text NOT NULL,
    bytes integer NOT NULL,
    body bytea NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    verdict text NULL,
    why text NULL,
    title text NULL,
    signal_id uuid NULL,
    judged_at timestamptz NULL
) WITH (fillfactor = 80);

-- Payloads are mostly addresses that repeat: a third of the bytes, for less time than writing them takes. Not every server is built with it.
DO $$
BEGIN
    ALTER TABLE factory.delivery ALTER COLUMN body SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL;
END
$$;

-- A delivery that is sent again is the same delivery.
CREATE UNIQUE INDEX delivery_external_id ON factory.delivery (source, external_id);

-- The id is not signed: the same bytes under another id are a replay.
CREATE INDEX delivery_sha256 ON factory.delivery (source, sha256);
-- Which of them became signals, to know how many a source caused lately. Apart, so that a verdict touches no index.
CREATE TABLE factory.delivery_accepted (
    signal_id uuid NOT NULL CONSTRAINT delivery_accepted_pkey PRIMARY KEY,
    source text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX delivery_accepted_source ON factory.delivery_accepted (source, at);

CREATE INDEX delivery_team ON factory.delivery (team, received_at DESC);
