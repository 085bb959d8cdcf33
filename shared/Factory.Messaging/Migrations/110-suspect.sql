-- Messages that may have killed a process and are handled at this moment, or were when a process ended: how often. Gone when they are handled, or retried as dead letters.
CREATE TABLE factory.suspect (
    message_id uuid NOT NULL,
    endpoint text NOT NULL,
    begun integer NOT NULL,
    begun_at timestamptz NOT NULL,
    CONSTRAINT suspect_pkey PRIMARY KEY (message_id, endpoint)
);
