-- The last turn whose results the computer recorded: whoever finds it lost can say whether the turn under way is lost with it.
ALTER TABLE factory.workspace ADD COLUMN turn integer NOT NULL DEFAULT 0;
