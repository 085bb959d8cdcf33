-- When a lease was given up whose failure could not even be recorded: it is a dead letter until somebody retries it.
ALTER TABLE factory.lease ADD COLUMN parked_at timestamptz NULL;
UPDATE factory.lease SET parked_at = now() WHERE due_at = 'infinity';
CREATE INDEX lease_parked ON factory.lease (parked_at) WHERE parked_at IS NOT NULL;
