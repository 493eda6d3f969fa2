-- What is sent for something missing is a line that was added to the order, like all others that came to it since it was taken.
UPDATE ordering.order_line l SET added_at = s.at
  FROM fulfilment.substitute s
 WHERE l.instead_of IS NOT NULL AND l.added_at IS NULL AND s.order_number = l.order_number AND s.line_no = l.line_no;

ALTER TABLE ordering.order_line
    ADD COLUMN booked_by text,      -- who booked it in the ERP by hand; the ERP is not told of it then
    ADD CHECK (instead_of IS NULL OR added_at IS NOT NULL),
    ADD CHECK (booked_by IS NULL OR instead_of IS NOT NULL);
