-- The oldest legs that a warehouse works on, which are compared with what it says of them.
CREATE INDEX leg_in_work ON fulfilment.leg (origin, planned_at, number)
    WHERE kind = 'warehouse' AND state IN ('requested', 'released', 'picking', 'picked', 'packed');
