-- What became of a delivery is asked by its id: what could not be read of it is found without a look through all that ever was.
CREATE INDEX quarantine_by_delivery ON quarantine (delivery_id);
