-- Marten's event-store schema (9.29, single tenancy, uuid streams). Nothing of ours is added here: a reader's migration would drop it.
CREATE TABLE history.mt_streams (
    id uuid NOT NULL CONSTRAINT pkey_mt_streams_id PRIMARY KEY,
    type text NULL,
    version bigint NULL,
    timestamp timestamptz NOT NULL DEFAULT now(),
    created timestamptz NOT NULL DEFAULT now(),
    tenant_id text DEFAULT '*DEFAULT*',
    is_archived boolean DEFAULT false
);

CREATE TABLE history.mt_events (
    seq_id bigint NOT NULL CONSTRAINT pkey_mt_events_seq_id PRIMARY KEY,
    id uuid NOT NULL,
    stream_id uuid NULL CONSTRAINT fkey_mt_events_stream_id REFERENCES history.mt_streams (id) ON DELETE CASCADE,
    version bigint NOT NULL,
    data jsonb NOT NULL,
    bdata bytea NULL,
    type varchar(500) NOT NULL,
    timestamp timestamptz NOT NULL DEFAULT now(),
    tenant_id text DEFAULT '*DEFAULT*',
    mt_dotnet_type text NULL,
    is_archived boolean DEFAULT false
);

CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON history.mt_events (stream_id, version);

CREATE SEQUENCE history.mt_events_sequence OWNED BY history.mt_events.seq_id;

CREATE TABLE history.mt_event_progression (
    name text NOT NULL CONSTRAINT pkey_mt_event_progression_name PRIMARY KEY,
    last_seq_id bigint NULL,
    last_updated timestamptz NULL DEFAULT now()
);
