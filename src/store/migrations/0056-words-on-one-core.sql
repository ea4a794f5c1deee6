-- The words of a week that is over are put into their index beside everything else that goes on; on one core, so that alerts that arrive keep the others.
ALTER FUNCTION index_words_of_a_week(timestamptz) SET max_parallel_maintenance_workers = 0;
