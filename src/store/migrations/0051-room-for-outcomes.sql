-- An effect and a run are written once more with what came of them, and are larger then. Two of five such effects and one of four such runs found no room
-- beside them on their page, and each of those wrote a new entry into every index. With this much room nearly all find it, and what the tables
-- and their indexes take together stays what it was.
ALTER TABLE effects SET (fillfactor = 50);
ALTER TABLE runs SET (fillfactor = 30);
