-- Whose goods are taken away is found among what nobody works on yet, not among all there ever was.
CREATE INDEX leg_planned ON fulfilment.leg (origin, planned_at, number) WHERE state = 'planned';
