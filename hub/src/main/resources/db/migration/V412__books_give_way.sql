-- Counts of books are numbered below zero, so that every count of the warehouse itself is newer (ADR 0412). Before, books
-- without numbers were numbered by the microsecond, above everything that a warehouse counts.
ALTER TABLE inventory.position DROP CONSTRAINT position_movement_check;

UPDATE inventory.position SET movement = movement - 9223372036854775807 WHERE movement >= 1500000000000000;
