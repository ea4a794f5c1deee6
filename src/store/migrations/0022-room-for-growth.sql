-- An incident that alerts join is written again and again. With room beside it on its page that touches no index (a heap-only update);
-- half of such updates found none, and each of them wrote a new entry into every index.
ALTER TABLE incidents SET (fillfactor = 45);
