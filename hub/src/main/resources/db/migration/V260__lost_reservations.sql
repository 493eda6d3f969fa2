-- A cart or quote loses its goods when a count takes them away: before any order does.
ALTER TABLE inventory.soft DROP CONSTRAINT soft_state_check;
ALTER TABLE inventory.soft ADD CONSTRAINT soft_state_check
    CHECK (state IN ('held', 'taken', 'released', 'expired', 'lost'));
