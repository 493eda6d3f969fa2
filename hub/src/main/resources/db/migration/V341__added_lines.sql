-- Lines that an order has got since it was taken: with the price of their own day, and more of another line or an item more.
ALTER TABLE ordering.order_line ADD COLUMN added_at timestamptz;
ALTER TABLE ordering.order_line ADD COLUMN more_of int
    CHECK (more_of IS NULL OR more_of <> line_no AND added_at IS NOT NULL);
