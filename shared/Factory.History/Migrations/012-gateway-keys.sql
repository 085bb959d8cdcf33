-- Keys of people's own tools lie with all other tokens. They are good for the router's gateway alone.
ALTER TABLE factory.api_token ADD COLUMN gateway boolean NOT NULL DEFAULT false;
ALTER TABLE factory.api_token ADD COLUMN budget_usd numeric NULL;
ALTER TABLE factory.api_token ADD COLUMN budget_period smallint NULL;
