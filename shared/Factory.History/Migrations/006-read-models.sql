-- Read models for people. Each is made from events alone and can be rebuilt.
CREATE TABLE factory.mission_list (
    mission_id uuid PRIMARY KEY,
    team text NOT NULL,
    signal_id uuid NOT NULL,
    title text NOT NULL,
    status text NOT NULL,
    status_before_pause text NULL,
    outcome text NULL,
    reason text NULL,
    repository text NOT NULL,
    base text NULL,
    branch text NULL,
    commit text NULL,
    url text NULL,
    usd numeric NOT NULL,
    tokens bigint NOT NULL,
    turns integer NOT NULL,
    started_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    sequence bigint NOT NULL
);

CREATE INDEX mission_list_by_team ON factory.mission_list (team, started_at DESC, mission_id);

-- Which streams tell a mission's story. A signal's stream belongs to no mission before one starts.
CREATE TABLE factory.mission_stream (
    stream_id uuid PRIMARY KEY,
    mission_id uuid NULL,
    team text NOT NULL,
    kind text NOT NULL,
    role text NULL
);

CREATE INDEX mission_stream_by_mission ON factory.mission_stream (mission_id);

CREATE TABLE factory.mission_timeline (
    sequence bigint PRIMARY KEY,
    stream_id uuid NOT NULL,
    at timestamptz NOT NULL,
    stream_kind text NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    run_id uuid NULL,
    feature_id uuid NULL
);

CREATE INDEX mission_timeline_by_stream ON factory.mission_timeline (stream_id, sequence);

CREATE TABLE factory.run (
    run_id uuid PRIMARY KEY,
    mission_id uuid NOT NULL,
    team text NOT NULL,
    role text NOT NULL,
    status text NOT NULL,
    outcome text NULL,
    reason text NULL,
    prompt jsonb NOT NULL,
    task jsonb NOT NULL,
    usd numeric NOT NULL,
    tokens bigint NOT NULL,
    turns integer NOT NULL,
    started_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE INDEX run_by_mission ON factory.run (mission_id, started_at);

CREATE TABLE factory.run_turn (
    run_id uuid NOT NULL,
    turn integer NOT NULL,
    model text NOT NULL,
    answer jsonb NOT NULL,
    calls integer NOT NULL,
    results jsonb NULL,
    checkpoint jsonb NULL,
    computer_id uuid NULL,
    usd numeric NOT NULL,
    tokens bigint NOT NULL,
    model_seconds double precision NOT NULL,
    tool_seconds double precision NULL,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (run_id, turn)
);
