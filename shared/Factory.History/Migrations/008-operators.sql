-- Every token is in this table, also the one that a factory on one machine makes for its owner.
ALTER TABLE factory.api_token ADD COLUMN operator boolean NOT NULL DEFAULT false;
