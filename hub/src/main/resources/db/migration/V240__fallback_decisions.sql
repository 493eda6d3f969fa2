-- The orders that were decided while their ERP took no calls.
CREATE INDEX receipt_fallback ON ordering.receipt (order_number)
    WHERE receipt -> 'credit' ->> 'source' = 'fallback';
