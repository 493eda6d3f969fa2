-- Bulk work has a bucket of its own inside the lane's, and a lane may have a budget of calls per day.
ALTER TABLE effects.lane
    ADD COLUMN bulk_tokens numeric NOT NULL DEFAULT 0 CHECK (bulk_tokens >= 0),
    ADD COLUMN day         date,            -- the day, in the system's zone, on which day_calls were begun
    ADD COLUMN day_calls   int     NOT NULL DEFAULT 0 CHECK (day_calls >= 0);
