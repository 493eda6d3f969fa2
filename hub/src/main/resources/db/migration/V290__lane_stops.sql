-- One stop state per lane, the same for all replicas: paused_by says who stopped it, and whether what is under way is to
-- be brought to an end first. A maintenance window that one replica has seen begin is kept here, so that a replica whose
-- clock is behind holds back, too.
ALTER TABLE effects.lane
    ADD COLUMN draining   boolean  NOT NULL DEFAULT false,
    ADD COLUMN stopped_at timestamptz,
    ADD COLUMN drained_at timestamptz,   -- when nothing was under way any more
    ADD COLUMN held       smallint NOT NULL DEFAULT 0 CHECK (held BETWEEN 0 AND 3), -- nothing, bulk, all but critical, all
    ADD COLUMN held_for   text,          -- the window's name
    ADD COLUMN held_until timestamptz,
    ADD CHECK (NOT draining OR paused_by IS NOT NULL),
    ADD CHECK (drained_at IS NULL OR draining),
    ADD CHECK (held = 0 OR held_for IS NOT NULL AND held_until IS NOT NULL);
