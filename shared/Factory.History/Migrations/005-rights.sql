-- Append-only by rights: what services run as may add to history and read it, and may not change or delete what is there.
-- Roles belong to the whole cluster, so another database may have made this one, even at the same moment.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'factory_app') THEN
        CREATE ROLE factory_app NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END
$$;

GRANT USAGE ON SCHEMA history, factory TO factory_app;
GRANT SELECT, INSERT ON history.mt_events TO factory_app;
GRANT SELECT, INSERT, UPDATE ON history.mt_streams, history.mt_event_progression TO factory_app;
GRANT USAGE, SELECT ON SEQUENCE history.mt_events_sequence TO factory_app;
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA factory TO factory_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA factory TO factory_app;
-- Tables that later migrations of any part make.
ALTER DEFAULT PRIVILEGES IN SCHEMA factory GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO factory_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA factory GRANT USAGE, SELECT ON SEQUENCES TO factory_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA factory GRANT EXECUTE ON FUNCTIONS TO factory_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON factory.schema_version FROM factory_app;
