-- Listings in the order in which they changed, for those who keep a copy.
CREATE INDEX listings_changed ON listings (changed_at, id);
