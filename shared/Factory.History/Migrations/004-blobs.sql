CREATE TABLE factory.blob (
    id uuid PRIMARY KEY,
    team text NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    media_type text NOT NULL,
    content bytea NULL,
    erased_at timestamptz NULL,
    created_at timestamptz NOT NULL,
    CHECK ((content IS NULL) = (erased_at IS NOT NULL))
);
