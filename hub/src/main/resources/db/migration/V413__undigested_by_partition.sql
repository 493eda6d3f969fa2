-- Facts behind a cursor are found by their partition, however the planner judges a table that has just grown.
CREATE OR REPLACE FUNCTION oversight.undigested(reader text, wanted text[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT f.ordering_key FROM journal.cursor c
     CROSS JOIN LATERAL (SELECT n.ordering_key, n.type FROM journal.fact n
                          WHERE n.partition = c.partition AND (n.partition, n.position) > (c.partition, c.position) OFFSET 0) f
     WHERE c.subscription = reader AND f.type = ANY (wanted)
    UNION
    SELECT p.ordering_key FROM journal.parked p WHERE p.subscription = reader
$$;
