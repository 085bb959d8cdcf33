-- A delivery whose judging was lost is judged again a few times. No index: verdicts are stored without touching one.
ALTER TABLE factory.delivery ADD COLUMN judgings smallint NOT NULL DEFAULT 0;

-- A person let it through that the rules would not.
ALTER TABLE factory.delivery ADD COLUMN again boolean NOT NULL DEFAULT false;
