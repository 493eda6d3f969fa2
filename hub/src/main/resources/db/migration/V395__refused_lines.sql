-- Lines that were added to an order and that its ERP has not taken: they are given up, and the ERP is told nothing of them.
ALTER TABLE ordering.order_line ADD COLUMN refused_at timestamptz
    CHECK (refused_at IS NULL OR added_at IS NOT NULL);
