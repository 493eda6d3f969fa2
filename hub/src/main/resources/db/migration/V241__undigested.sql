-- The keys of which a subscription has not digested every fact that it wants. One question for all keys: a reader that is
-- far behind makes a look no dearer than the facts it still has to read.
CREATE FUNCTION oversight.undigested(reader text, wanted text[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT f.ordering_key FROM journal.cursor c
      JOIN journal.fact f ON f.partition = c.partition AND f.position > c.position
     WHERE c.subscription = reader AND f.type = ANY (wanted)
     UNION
    SELECT p.ordering_key FROM journal.parked p WHERE p.subscription = reader
$$;
