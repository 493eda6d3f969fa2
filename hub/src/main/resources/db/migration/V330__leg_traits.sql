-- What of an order, beside its lines, decides which places ship it: its channel and what it is worth. Legs that a former
-- version writes have none, and are sourced anew without.
ALTER TABLE fulfilment.leg ADD COLUMN traits jsonb;

UPDATE fulfilment.leg l
   SET traits = jsonb_build_object('channel', upper(o.channel),
                                   'value', jsonb_build_object('amount', o.net, 'currency', o.currency))
  FROM ordering.orders o
 WHERE o.number = l.order_number AND l.state NOT IN ('delivered', 'shorted', 'cancelled');
