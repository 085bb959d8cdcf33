-- Appending one event is the hot path.
CREATE OR REPLACE FUNCTION factory.append_events(
    p_stream uuid, p_type text, p_expected bigint, p_at timestamptz, p_ids uuid[], p_aliases text[], p_dotnet text[], p_data jsonb[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_count integer := cardinality(p_ids);
    v_last bigint;
BEGIN
    IF p_expected IS NULL THEN
        INSERT INTO history.mt_streams AS s (id, type, version, timestamp, created, tenant_id, is_archived)
        VALUES (p_stream, p_type, v_count, p_at, p_at, '*DEFAULT*', false)
        ON CONFLICT (id) DO UPDATE SET version = s.version + v_count, timestamp = p_at
        RETURNING version INTO v_last;
    ELSIF p_expected = 0 THEN
        INSERT INTO history.mt_streams (id, type, version, timestamp, created, tenant_id, is_archived)
        VALUES (p_stream, p_type, v_count, p_at, p_at, '*DEFAULT*', false)
        ON CONFLICT (id) DO NOTHING
        RETURNING version INTO v_last;
    ELSE
        UPDATE history.mt_streams SET version = version + v_count, timestamp = p_at
        WHERE id = p_stream AND version = p_expected
        RETURNING version INTO v_last;
    END IF;

    IF v_last IS NULL THEN
        SELECT version INTO v_last FROM history.mt_streams WHERE id = p_stream;
        RAISE EXCEPTION 'Stream % was expected at version % but %. Load it again and decide anew.', p_stream, p_expected,
            CASE WHEN v_last IS NULL THEN 'does not exist' ELSE 'is at version ' || v_last END
            USING ERRCODE = 'VC001';
    END IF;

    -- Most appends are of one event, which needs no scan of arrays.
    IF v_count = 1 THEN
        INSERT INTO history.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
        VALUES (nextval('history.mt_events_sequence'), p_ids[1], p_stream, v_last, p_data[1], p_aliases[1], p_at, '*DEFAULT*', p_dotnet[1], false);
    ELSE
        INSERT INTO history.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
        SELECT nextval('history.mt_events_sequence'), e.id, p_stream, v_last - v_count + e.n, e.data, e.alias, p_at, '*DEFAULT*', e.dotnet, false
        FROM unnest(p_ids, p_aliases, p_dotnet, p_data) WITH ORDINALITY AS e (id, alias, dotnet, data, n);
    END IF;

    RETURN v_last;
END
$$;
