-- What model calls may cost and did cost. Every host has to know every migration, so the router's tables are here.
--
-- A call is reserved before it is made and settled in the transaction that records its answer. Settling touches the call's row alone; it is folded
-- into the balances by the next writer, so that no recording waits for the row of a whole organisation. Writers (reservations and folds) go one at a time, each with all that
-- its process has waiting: that lock, and not the isolation level, makes a cap hold.
CREATE TABLE factory.ledger_call (
    id uuid PRIMARY KEY,
    -- reserved: under way. unknown: its process died, it may have been paid. settled: paid. presumed: was unknown, taken as paid. released: not made.
    state text NOT NULL CHECK (state IN ('reserved', 'unknown', 'settled', 'presumed', 'released')),
    node uuid NOT NULL,
    -- Part of a budget that a process spends on many calls; what it spent comes as settled rows of its own.
    slice boolean NOT NULL DEFAULT false,
    team text NOT NULL,
    person text NULL,
    mission_id uuid NULL,
    feature_id uuid NULL,
    run_id uuid NULL,
    turn integer NULL,
    role text NULL,
    model text NOT NULL,
    reserved_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz NULL,
    -- As it was granted, and what the balances hold for it now.
    reserved_usd numeric NOT NULL DEFAULT 0,
    held_usd numeric NOT NULL DEFAULT 0,
    held_tokens bigint NOT NULL DEFAULT 0,
    held_calls bigint NOT NULL DEFAULT 0,
    usd numeric NOT NULL DEFAULT 0,
    input_tokens bigint NOT NULL DEFAULT 0,
    cached_tokens bigint NOT NULL DEFAULT 0,
    output_tokens bigint NOT NULL DEFAULT 0,
    calls bigint NOT NULL DEFAULT 0,
    estimated_calls bigint NOT NULL DEFAULT 0,
    -- Of a slice: what was under way when its process last said so.
    open_usd numeric NOT NULL DEFAULT 0,
    open_calls bigint NOT NULL DEFAULT 0,
    folded boolean NOT NULL DEFAULT false
) WITH (fillfactor = 80);

CREATE INDEX ledger_call_open ON factory.ledger_call (run_id, turn) WHERE state IN ('reserved', 'unknown');
-- What is under way, and what ended since the last fold: few rows, however long the history.
CREATE INDEX ledger_call_live ON factory.ledger_call (state, id) WHERE NOT folded;
CREATE INDEX ledger_call_age ON factory.ledger_call USING brin (reserved_at);

-- What is spent and held of an account: an organisation, team or person (in all, in a month, on a day), a mission, a feature, a run.
CREATE TABLE factory.ledger_balance (
    account text PRIMARY KEY,
    usd numeric NOT NULL,
    tokens bigint NOT NULL,
    calls bigint NOT NULL,
    held_usd numeric NOT NULL,
    held_tokens bigint NOT NULL,
    held_calls bigint NOT NULL
) WITH (fillfactor = 50);

-- The same for people, by what they ask for. Nil and empty stand for none.
CREATE TABLE factory.ledger_use (
    day date NOT NULL,
    team text NOT NULL,
    mission_id uuid NOT NULL,
    role text NOT NULL,
    model text NOT NULL,
    person text NOT NULL,
    usd numeric NOT NULL,
    input_tokens numeric NOT NULL,
    cached_tokens numeric NOT NULL,
    output_tokens numeric NOT NULL,
    calls bigint NOT NULL,
    estimated_calls bigint NOT NULL,
    presumed_usd numeric NOT NULL,
    presumed_calls bigint NOT NULL,
    PRIMARY KEY (day, team, mission_id, role, model, person)
) WITH (fillfactor = 70);

CREATE INDEX ledger_use_by_mission ON factory.ledger_use (mission_id);

-- The balances that a call counts in. Periods are UTC, by the database's clock.
CREATE FUNCTION factory.ledger_accounts(p_team text, p_person text, p_mission uuid, p_feature uuid, p_run uuid, p_at timestamptz)
RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_month text := to_char(p_at AT TIME ZONE 'UTC', ' YYYY-MM');
    v_day text := to_char(p_at AT TIME ZONE 'UTC', ' YYYY-MM-DD');
    v_team text := 'team/' || p_team;
    v_person text := 'person/' || p_team || '/' || p_person;
    v_accounts text[] := ARRAY['organisation', 'organisation' || v_month, 'organisation' || v_day, v_team, v_team || v_month, v_team || v_day];
BEGIN
    IF p_person IS NOT NULL THEN
        v_accounts := v_accounts || ARRAY[v_person, v_person || v_month, v_person || v_day];
    END IF;
    RETURN array_remove(v_accounts || ARRAY['mission/' || p_mission, 'feature/' || p_feature, 'run/' || p_run], NULL);
END
$$;

-- Moves what ended into balances and use. Only under the writers' lock.
CREATE FUNCTION factory.ledger_fold(p_most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_ids uuid[];
BEGIN
    SELECT array_agg(ended.id) INTO v_ids FROM (
        SELECT id FROM factory.ledger_call WHERE NOT folded AND state IN ('settled', 'presumed', 'released') ORDER BY id LIMIT p_most FOR UPDATE SKIP LOCKED) AS ended;
    IF v_ids IS NULL THEN
        RETURN 0;
    END IF;

    INSERT INTO factory.ledger_balance AS b (account, usd, tokens, calls, held_usd, held_tokens, held_calls)
    SELECT a.account, sum(c.usd), sum(c.input_tokens + c.output_tokens), sum(c.calls), -sum(c.held_usd), -sum(c.held_tokens), -sum(c.held_calls)
    FROM factory.ledger_call AS c,
        unnest(factory.ledger_accounts(c.team, c.person, c.mission_id, c.feature_id, c.run_id, c.reserved_at)) AS a (account)
    WHERE c.id = ANY (v_ids)
    GROUP BY a.account
    ON CONFLICT (account) DO UPDATE SET usd = b.usd + excluded.usd, tokens = b.tokens + excluded.tokens, calls = b.calls + excluded.calls,
        held_usd = b.held_usd + excluded.held_usd, held_tokens = b.held_tokens + excluded.held_tokens, held_calls = b.held_calls + excluded.held_calls;

    INSERT INTO factory.ledger_use AS u (day, team, mission_id, role, model, person, usd, input_tokens, cached_tokens, output_tokens, calls, estimated_calls, presumed_usd, presumed_calls)
    SELECT (c.reserved_at AT TIME ZONE 'UTC')::date, c.team, coalesce(c.mission_id, '00000000-0000-0000-0000-000000000000'), coalesce(c.role, ''), c.model, coalesce(c.person, ''),
        coalesce(sum(c.usd) FILTER (WHERE c.state = 'settled'), 0), coalesce(sum(c.input_tokens) FILTER (WHERE c.state = 'settled'), 0), coalesce(sum(c.cached_tokens) FILTER (WHERE c.state = 'settled'), 0),
        coalesce(sum(c.output_tokens) FILTER (WHERE c.state = 'settled'), 0), coalesce(sum(c.calls) FILTER (WHERE c.state = 'settled'), 0), coalesce(sum(c.estimated_calls) FILTER (WHERE c.state = 'settled'), 0),
        coalesce(sum(c.usd) FILTER (WHERE c.state = 'presumed'), 0), coalesce(sum(c.calls) FILTER (WHERE c.state = 'presumed'), 0)
    FROM factory.ledger_call AS c
    WHERE c.id = ANY (v_ids) AND c.calls > 0
    GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (day, team, mission_id, role, model, person) DO UPDATE SET usd = u.usd + excluded.usd,
        input_tokens = u.input_tokens + excluded.input_tokens, cached_tokens = u.cached_tokens + excluded.cached_tokens, output_tokens = u.output_tokens + excluded.output_tokens,
        calls = u.calls + excluded.calls, estimated_calls = u.estimated_calls + excluded.estimated_calls,
        presumed_usd = u.presumed_usd + excluded.presumed_usd, presumed_calls = u.presumed_calls + excluded.presumed_calls;

    DELETE FROM factory.ledger_call WHERE id = ANY (v_ids) AND state = 'released';
    UPDATE factory.ledger_call SET folded = true, held_usd = 0, held_tokens = 0, held_calls = 0 WHERE id = ANY (v_ids);
    RETURN cardinality(v_ids);
END
$$;

-- One writer at a time, in the whole database. Whoever has this lock waits for no row: a row is locked before it, or left out where somebody else holds it. So a session that
-- hangs in the middle of a recording stops nobody but those who want its own call. What waits for the lock itself does so for the writers' lock_timeout at most.
CREATE FUNCTION factory.ledger_lock() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(5064387230416958322) $$;

-- Reserves one call or slice, or says which cap is in the way. Only under the writers' lock.
-- Amounts come as wanted and least: a call is granted what it wants; while others hold what it lacks it is told to wait, and else it gets what is left. A slice
-- is granted a quarter of what is left at most, so that what one process has leased does not starve the others.
CREATE FUNCTION factory.ledger_reserve_one(p_node uuid, p_call jsonb, OUT granted boolean, OUT usd numeric, OUT tokens bigint, OUT calls bigint, OUT cap text, OUT spent text, OUT held boolean)
LANGUAGE plpgsql AS $$
DECLARE
    c factory.ledger_call := jsonb_populate_record(NULL::factory.ledger_call, p_call);
    v_known factory.ledger_call;
    v_accounts text[] := factory.ledger_accounts(c.team, c.person, c.mission_id, c.feature_id, c.run_id, now());
    v_taken uuid[];
    v_waits boolean := coalesce((p_call ->> 'waits')::boolean, false);
    v_least_usd numeric := (p_call ->> 'least_usd')::numeric;
    v_least_tokens bigint := (p_call ->> 'least_tokens')::bigint;
    k record;
BEGIN
    SELECT * INTO v_known FROM factory.ledger_call WHERE id = c.id;
    IF FOUND THEN
        granted := v_known.state = 'reserved';
        usd := v_known.held_usd; tokens := v_known.held_tokens; calls := v_known.held_calls;
        cap := CASE WHEN NOT granted THEN 'call' END;
        held := false;
        RETURN;
    END IF;

    granted := true; held := false;
    usd := (p_call ->> 'usd')::numeric; tokens := (p_call ->> 'tokens')::bigint; calls := (p_call ->> 'calls')::bigint;
    -- What a dead process left of this very turn is taken over: both count as one.
    -- One that is being settled at this moment is left to that.
    SELECT array_agg(left_over.id) INTO v_taken FROM (
        SELECT id FROM factory.ledger_call WHERE run_id = c.run_id AND turn = c.turn AND state IN ('reserved', 'unknown') AND node <> p_node FOR UPDATE SKIP LOCKED) AS left_over;

    FOR k IN
        WITH caps AS (
            SELECT x.account || CASE x.period WHEN 'day' THEN to_char(now() AT TIME ZONE 'UTC', ' YYYY-MM-DD') WHEN 'month' THEN to_char(now() AT TIME ZONE 'UTC', ' YYYY-MM') ELSE '' END AS account,
                x.usd, x.tokens, x.calls, x.until
            FROM jsonb_to_recordset(p_call -> 'caps') AS x (account text, period text, usd numeric, tokens bigint, calls bigint, until timestamptz)),
        taken AS (
            SELECT a.account, sum(t.held_usd) AS usd, sum(t.held_tokens) AS tokens, sum(t.held_calls) AS calls
            FROM factory.ledger_call AS t, unnest(factory.ledger_accounts(t.team, t.person, t.mission_id, t.feature_id, t.run_id, t.reserved_at)) AS a (account)
            WHERE t.id = ANY (v_taken) GROUP BY a.account)
        SELECT caps.account, caps.until, amount.name, amount.most, amount.spent, amount.held, amount.most - amount.spent - amount.held AS remaining
        FROM caps LEFT JOIN factory.ledger_balance AS b USING (account) LEFT JOIN taken USING (account),
            LATERAL (VALUES
                ('usd', caps.usd, coalesce(b.usd, 0), coalesce(b.held_usd, 0) - coalesce(taken.usd, 0)),
                ('tokens', caps.tokens, coalesce(b.tokens, 0), coalesce(b.held_tokens, 0) - coalesce(taken.tokens, 0)),
                ('calls', caps.calls, coalesce(b.calls, 0), coalesce(b.held_calls, 0) - coalesce(taken.calls, 0))) AS amount (name, most, spent, held)
        WHERE amount.most IS NOT NULL OR (caps.until IS NOT NULL AND amount.name = 'calls')
    LOOP
        IF k.until <= now() THEN
            granted := false; cap := k.account || ' until'; spent := k.until::text; held := false;
            RETURN;
        END IF;
        -- What costs nothing is not stopped by money that is spent.
        CONTINUE WHEN k.most IS NULL OR (k.name = 'usd' AND usd = 0);
        IF k.remaining < (CASE k.name WHEN 'usd' THEN v_least_usd WHEN 'tokens' THEN v_least_tokens ELSE 1 END)
            OR (v_waits AND k.held > 0 AND k.remaining < (CASE k.name WHEN 'usd' THEN usd WHEN 'tokens' THEN tokens ELSE calls END)) THEN
            granted := false; cap := k.account || ' ' || k.name; spent := k.spent::text;
            held := k.held > 0 AND k.most - k.spent >= CASE k.name WHEN 'usd' THEN v_least_usd WHEN 'tokens' THEN v_least_tokens ELSE 1 END;
            -- Of two caps that are in the way the one that waiting does not help is told.
            IF NOT held THEN
                RETURN;
            END IF;
        ELSIF k.name = 'usd' THEN
            usd := least(usd, CASE WHEN c.slice THEN greatest(v_least_usd, k.remaining / 4) ELSE k.remaining END);
        ELSIF k.name = 'tokens' THEN
            tokens := least(tokens, CASE WHEN c.slice THEN greatest(v_least_tokens, k.remaining / 4) ELSE k.remaining END::bigint);
        ELSE
            calls := least(calls, CASE WHEN c.slice THEN greatest(1, k.remaining / 4) ELSE k.remaining END::bigint);
        END IF;
    END LOOP;

    IF NOT granted THEN
        RETURN;
    END IF;

    IF v_taken IS NOT NULL THEN
        PERFORM factory.ledger_hold(t, -1) FROM factory.ledger_call AS t WHERE t.id = ANY (v_taken);
        UPDATE factory.ledger_call SET state = 'unknown', ended_at = coalesce(ended_at, now()), held_usd = 0, held_tokens = 0, held_calls = 0 WHERE id = ANY (v_taken);
    END IF;

    INSERT INTO factory.ledger_call (id, state, node, slice, team, person, mission_id, feature_id, run_id, turn, role, model, reserved_usd, held_usd, held_tokens, held_calls)
    VALUES (c.id, 'reserved', p_node, coalesce(c.slice, false), c.team, c.person, c.mission_id, c.feature_id, c.run_id, c.turn, c.role, c.model, usd, usd, tokens, calls)
    RETURNING * INTO c;
    PERFORM factory.ledger_hold(c, 1);
END
$$;

-- Adds what a call holds to its balances, or takes it away.
CREATE FUNCTION factory.ledger_hold(p_call factory.ledger_call, p_sign integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO factory.ledger_balance AS b (account, usd, tokens, calls, held_usd, held_tokens, held_calls)
    SELECT a.account, 0, 0, 0, p_sign * p_call.held_usd, p_sign * p_call.held_tokens, p_sign * p_call.held_calls
    FROM unnest(factory.ledger_accounts(p_call.team, p_call.person, p_call.mission_id, p_call.feature_id, p_call.run_id, p_call.reserved_at)) AS a (account)
    ON CONFLICT (account) DO UPDATE SET held_usd = b.held_usd + excluded.held_usd, held_tokens = b.held_tokens + excluded.held_tokens, held_calls = b.held_calls + excluded.held_calls;
END
$$;

-- Settles the call of an answer, in the transaction that records it; settling twice changes nothing. A call that was not reserved (one that costs nothing) is written here.
-- What dead processes may have paid for the same turn is taken to have cost the same.
CREATE FUNCTION factory.ledger_settle(p_node uuid, p_call jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    c factory.ledger_call := jsonb_populate_record(NULL::factory.ledger_call, p_call);
BEGIN
    INSERT INTO factory.ledger_call AS l (id, state, node, team, person, mission_id, feature_id, run_id, turn, role, model, ended_at, usd, input_tokens, cached_tokens, output_tokens, calls, estimated_calls)
    VALUES (c.id, 'settled', p_node, c.team, c.person, c.mission_id, c.feature_id, c.run_id, c.turn, c.role, c.model, now(), c.usd, c.input_tokens, c.cached_tokens, c.output_tokens, c.calls, c.estimated_calls)
    ON CONFLICT (id) DO UPDATE SET state = 'settled', ended_at = now(), usd = excluded.usd, input_tokens = excluded.input_tokens, cached_tokens = excluded.cached_tokens,
        output_tokens = excluded.output_tokens, calls = excluded.calls, estimated_calls = excluded.estimated_calls
    WHERE l.state IN ('reserved', 'unknown');

    UPDATE factory.ledger_call SET state = 'presumed', ended_at = now(), usd = least(reserved_usd, c.usd), input_tokens = c.input_tokens, cached_tokens = c.cached_tokens,
        output_tokens = c.output_tokens, calls = 1, estimated_calls = 1
    WHERE run_id = c.run_id AND turn = c.turn AND state = 'unknown' AND id <> c.id;
END
$$;

-- All that a process has waiting, in one transaction: calls that ended outside of a recording, what was spent of slices, and new reservations. One row for each of these, in order.
CREATE FUNCTION factory.ledger_write(p_node uuid, p_ended jsonb, p_spent jsonb, p_slices jsonb, p_calls jsonb)
RETURNS TABLE (granted boolean, usd numeric, tokens bigint, calls bigint, cap text, spent text, held boolean) LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
    e factory.ledger_call;
    s factory.ledger_call;
    v_slice factory.ledger_call;
    v_call jsonb;
BEGIN
    PERFORM FROM factory.ledger_call AS l
    WHERE l.id = ANY (ARRAY(
        SELECT x.id FROM jsonb_to_recordset(p_ended || p_slices) AS x (id uuid)
        UNION SELECT x.run_id FROM jsonb_to_recordset(p_spent) AS x (run_id uuid)))
    ORDER BY l.id FOR UPDATE;
    PERFORM factory.ledger_lock();
    FOR e IN SELECT * FROM jsonb_populate_recordset(NULL::factory.ledger_call, p_ended) LOOP
        UPDATE factory.ledger_call AS l SET state = e.state, ended_at = now(), usd = e.usd, input_tokens = e.input_tokens, cached_tokens = e.cached_tokens, output_tokens = e.output_tokens,
            calls = e.calls, estimated_calls = e.estimated_calls
        WHERE l.id = e.id AND l.state IN ('reserved', 'unknown');
    END LOOP;

    -- What was spent of a slice takes its part of the slice's hold with it; the run_id of such a row names the slice.
    FOR s IN SELECT * FROM jsonb_populate_recordset(NULL::factory.ledger_call, p_spent) LOOP
        CONTINUE WHEN EXISTS (SELECT FROM factory.ledger_call AS l WHERE l.id = s.id);
        SELECT * INTO v_slice FROM factory.ledger_call AS l WHERE l.id = s.run_id AND l.state IN ('reserved', 'unknown') FOR UPDATE;
        INSERT INTO factory.ledger_call (id, state, node, team, person, role, model, reserved_at, ended_at, held_usd, held_tokens, held_calls, usd, input_tokens, cached_tokens, output_tokens, calls, estimated_calls)
        VALUES (s.id, 'settled', p_node, s.team, s.person, s.role, s.model, coalesce(v_slice.reserved_at, now()), now(), least(s.usd, coalesce(v_slice.held_usd, 0)),
            least(s.input_tokens + s.output_tokens, coalesce(v_slice.held_tokens, 0)), least(s.calls, coalesce(v_slice.held_calls, 0)),
            s.usd, s.input_tokens, s.cached_tokens, s.output_tokens, s.calls, s.estimated_calls);
        UPDATE factory.ledger_call AS l SET held_usd = greatest(0, l.held_usd - s.usd), held_tokens = greatest(0, l.held_tokens - s.input_tokens - s.output_tokens),
            held_calls = greatest(0, l.held_calls - s.calls)
        WHERE l.id = v_slice.id;
    END LOOP;

    FOR s IN SELECT * FROM jsonb_populate_recordset(NULL::factory.ledger_call, p_slices) LOOP
        UPDATE factory.ledger_call AS l SET open_usd = s.open_usd, open_calls = s.open_calls, state = CASE WHEN s.state = 'released' THEN 'released' ELSE l.state END
        WHERE l.id = s.id AND l.state IN ('reserved', 'unknown');
    END LOOP;

    PERFORM factory.ledger_fold(1000);
    FOR v_call IN SELECT value FROM jsonb_array_elements(p_calls) LOOP
        RETURN QUERY SELECT r.* FROM factory.ledger_reserve_one(p_node, v_call) AS r;
    END LOOP;
END
$$;

-- Calls of processes that are dead may have been paid; what nobody heard of for an age is taken as paid. Of a dead process's slice, what was under way is; the rest comes back.
CREATE FUNCTION factory.ledger_sweep(p_age interval, p_slice_age interval) RETURNS integer LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
    v_dead integer;
BEGIN
    PERFORM factory.ledger_lock();
    UPDATE factory.ledger_call SET state = 'unknown', ended_at = now() WHERE id IN (
        SELECT c.id FROM factory.ledger_call AS c
        WHERE c.state = 'reserved' AND NOT EXISTS (SELECT FROM factory.node AS n WHERE n.id = c.node AND n.expires_at > now()) FOR UPDATE OF c SKIP LOCKED);
    GET DIAGNOSTICS v_dead = ROW_COUNT;
    UPDATE factory.ledger_call SET state = 'presumed', ended_at = now(), usd = CASE WHEN slice THEN open_usd ELSE reserved_usd END,
        calls = CASE WHEN slice THEN open_calls ELSE 1 END, estimated_calls = CASE WHEN slice THEN open_calls ELSE 1 END
    WHERE id IN (SELECT id FROM factory.ledger_call WHERE state = 'unknown' AND ended_at < now() - CASE WHEN slice THEN p_slice_age ELSE p_age END FOR UPDATE SKIP LOCKED);
    PERFORM factory.ledger_fold(1000);
    -- As long as the inbox remembers a message, a call is known to be settled.
    DELETE FROM factory.ledger_call WHERE id IN (SELECT id FROM factory.ledger_call WHERE folded AND reserved_at < now() - interval '30 days' FOR UPDATE SKIP LOCKED);
    RETURN v_dead;
END
$$;
