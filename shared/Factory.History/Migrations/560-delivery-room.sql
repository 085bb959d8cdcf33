-- A verdict makes a row longer, and all rows of a page get theirs at once. Where the page has room for both versions no index is written to;
-- with a fifth of it free that was true of a few only.
ALTER TABLE factory.delivery SET (fillfactor = 40);
