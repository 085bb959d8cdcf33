-- Which signal a thread of a chat asked for last: what is said there afterwards is for its mission.
CREATE TABLE factory.chat_thread (
    source text NOT NULL,
    channel text NOT NULL,
    thread text NOT NULL,
    signal_id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT chat_thread_pkey PRIMARY KEY (source, channel, thread)
);

CREATE INDEX chat_thread_at ON factory.chat_thread (at);
