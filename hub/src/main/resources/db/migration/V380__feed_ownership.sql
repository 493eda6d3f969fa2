-- Of several systems that tell one feed's rows each has a state of its own, "feed/system" for all but the first. What a
-- system owned when it was read last: when that is something else by now, everything is read again.
ALTER TABLE replica.feed ADD COLUMN owned_by text CHECK (length(owned_by) <= 200);
