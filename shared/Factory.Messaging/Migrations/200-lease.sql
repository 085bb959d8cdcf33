-- A row per process incarnation that lives. Its time is the database's, so that the clocks of machines need not agree.
CREATE TABLE factory.node (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);

-- Work that is waited for. node is null while nobody does it; a node that is not in factory.node, or expired there, is dead.
CREATE TABLE factory.lease (
    id uuid PRIMARY KEY,
    lane text NOT NULL,
    kind text NOT NULL,
    key uuid NOT NULL,
    payload jsonb NOT NULL,
    node uuid NULL,
    attempt integer NOT NULL,
    due_at timestamptz NOT NULL,
    error text NULL
) WITH (fillfactor = 80);

CREATE INDEX lease_key ON factory.lease (key);
CREATE INDEX lease_waiting ON factory.lease (lane, kind, due_at) WHERE node IS NULL;
CREATE INDEX lease_node ON factory.lease (node) WHERE node IS NOT NULL;

-- Ends a lease, or raises LE001 and with it undoes the recording: the lease was cancelled or taken over, or its end was recorded already.
CREATE FUNCTION factory.end_lease(p_id uuid, p_node uuid, p_attempt integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM factory.lease WHERE id = p_id AND node = p_node AND attempt = p_attempt;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The lease % is no longer held by this attempt.', p_id USING ERRCODE = 'LE001';
    END IF;
END
$$;
