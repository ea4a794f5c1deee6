-- Products run words together: SuspiciousPowerShellDownload. Each of its words begins a word that is found now: powershell finds it, and download.
-- Looked at is where names of alerts and things stand, the beginning of what is searched; further on are values, which nobody guesses.
CREATE FUNCTION words_within(searched text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(substr(word, at), ' ')
  FROM regexp_split_to_table(left(searched, 300), '[^[:alnum:]]+') word, generate_series(2, length(word)) at
  WHERE word ~ '[[:lower:][:digit:]][[:upper:]]' AND substr(word, at - 1, 2) ~ '[[:lower:][:digit:]][[:upper:]]'
$$;
-- An index is made with no search path at all, so that the other function is named in full.
CREATE OR REPLACE FUNCTION searched_words(searched text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple'::regconfig, CASE WHEN left(searched, 300) ~ '[[:lower:][:digit:]][[:upper:]]'
    THEN concat_ws(' ', searched, public.words_within(searched)) ELSE searched END)
$$;
REINDEX INDEX incident_facts_by_words;
-- Weeks of alerts get theirs again one by one, as the loop for it comes round.
DO $$
DECLARE leaf name;
BEGIN
  FOR leaf IN SELECT w.leaf FROM weeks_of('alerts') w LOOP EXECUTE format('DROP INDEX IF EXISTS %I', leaf || '_words'); END LOOP;
END $$;
