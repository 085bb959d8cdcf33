CREATE TABLE factory.team (
    name text PRIMARY KEY,
    created_at timestamptz NOT NULL
);

-- A token is known by its hash alone: reading this table gives nobody a token.
CREATE TABLE factory.api_token (
    sha256 bytea PRIMARY KEY,
    team text NOT NULL REFERENCES factory.team (name),
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz NULL
);

CREATE INDEX api_token_by_team ON factory.api_token (team);
