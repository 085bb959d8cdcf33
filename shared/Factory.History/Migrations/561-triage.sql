-- What a model was asked about deliveries that the rules do not decide, and what it answered. Several deliveries that ask for the same wait for one answer.
CREATE TABLE factory.triage (
    delivery_id uuid NOT NULL CONSTRAINT triage_pkey PRIMARY KEY,
    ask_id uuid NOT NULL,
    source text NOT NULL,
    signal_id uuid NOT NULL,
    text_hash text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    answered_at timestamptz NULL,
    kind text NULL,
    repository text NULL,
    rationale text NULL,
    confidence double precision NULL,
    model text NULL,
    problem text NULL
);

CREATE INDEX triage_ask ON factory.triage (ask_id);
CREATE INDEX triage_signal ON factory.triage (signal_id, text_hash);
CREATE INDEX triage_source ON factory.triage (source, asked_at);
