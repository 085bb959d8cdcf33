-- What signals said, to find out whether a new one says the same. Similarity needs an extension that comes with PostgreSQL's contributed modules and that the owner of a
-- database may make; without it signals are compared by their keys alone.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'The extension pg_trgm cannot be made: %', SQLERRM;
END
$$;

CREATE TABLE factory.signal_text (
    signal_id uuid NOT NULL CONSTRAINT signal_text_pkey PRIMARY KEY,
    team text NOT NULL,
    repository text NOT NULL,
    source text NOT NULL,
    title text NOT NULL,
    gist text NOT NULL,
    fingerprint text NULL,
    more integer NOT NULL DEFAULT 0,
    at timestamptz NOT NULL DEFAULT now(),
    last_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz NULL
);

CREATE INDEX signal_text_repository ON factory.signal_text (team, repository, at DESC);
