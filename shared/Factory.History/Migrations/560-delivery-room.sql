-- A verdict makes a row longer, and all rows of a page get theirs at once. Where the page has room for both versions no index is written to;
-- a fifth of it free is room for a few of them.
ALTER TABLE factory.delivery SET (fillfactor = 40);
