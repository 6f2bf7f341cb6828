-- Where a source stands, in its adapter's own words (JSON). Until now these were columns in the words of
-- one interface: next_from, window_from, next_page, newest, opened, only_days, unordered and moved. What
-- they say is brought over, so that a run under way goes on at its page; nothing reads them any more.
ALTER TABLE sources ADD COLUMN position TEXT;

UPDATE sources SET position = '{"pages":' || CAST(next_page - 1 AS TEXT)
    || ',"window":{"from":' || COALESCE(CAST(window_from AS TEXT), 'null')
    || ',"newest":' || COALESCE(CAST(newest AS TEXT), 'null')
    || ',"opened":' || COALESCE(CAST(opened AS TEXT), 'null')
    || ',"has_times":' || CASE WHEN only_days THEN 'false' ELSE 'true' END
    || ',"unordered":' || CASE WHEN unordered THEN 'true' ELSE 'false' END
    || ',"moved":' || CASE WHEN moved THEN 'true' ELSE 'false' END || '}}'
    WHERE run IS NOT NULL;

UPDATE sources SET position = '{"window":{"from":' || CAST(next_from AS TEXT) || '}}'
    WHERE run IS NULL AND next_from IS NOT NULL;
