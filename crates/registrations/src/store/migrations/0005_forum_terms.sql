-- What the office says about a forum, as columns; in `draft` (JSON) it is neither read nor filled any
-- more. Moments are local date and time in `zone`.
ALTER TABLE forums ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE forums ADD COLUMN format TEXT NOT NULL DEFAULT '';
ALTER TABLE forums ADD COLUMN organizer TEXT NOT NULL DEFAULT '';
ALTER TABLE forums ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE forums ADD COLUMN starts TEXT NOT NULL DEFAULT '';
ALTER TABLE forums ADD COLUMN ends TEXT NOT NULL DEFAULT '';
ALTER TABLE forums ADD COLUMN opens TEXT;
ALTER TABLE forums ADD COLUMN closes TEXT NOT NULL DEFAULT '';
ALTER TABLE forums ADD COLUMN capacity BIGINT NOT NULL DEFAULT 0;
ALTER TABLE forums ADD COLUMN hold_hours BIGINT NOT NULL DEFAULT 0;
-- A list (JSON), the main one first.
ALTER TABLE forums ADD COLUMN languages TEXT NOT NULL DEFAULT '[]';
ALTER TABLE forums ADD COLUMN online_url TEXT;
ALTER TABLE forums ADD COLUMN venue_address TEXT;
ALTER TABLE forums ADD COLUMN contact_name TEXT NOT NULL DEFAULT '';
ALTER TABLE forums ADD COLUMN contact_email TEXT NOT NULL DEFAULT '';
ALTER TABLE forums ADD COLUMN contact_phone TEXT;

UPDATE forums SET
    kind = json(draft) ->> 'kind',
    format = json(draft) ->> 'format',
    organizer = json(draft) ->> 'organizer',
    zone = json(draft) -> 'starts' ->> 'zone',
    starts = json(draft) -> 'starts' ->> 'local',
    ends = json(draft) -> 'ends' ->> 'local',
    opens = json(draft) -> 'registration_opens' ->> 'local',
    closes = json(draft) -> 'registration_closes' ->> 'local',
    capacity = CAST(json(draft) ->> 'capacity' AS BIGINT),
    hold_hours = CAST(json(draft) ->> 'hold_hours' AS BIGINT),
    languages = json(draft) ->> 'languages',
    online_url = json(draft) ->> 'online_url',
    venue_address = json(draft) -> 'venue' ->> 'address',
    contact_name = json(draft) -> 'contact' ->> 'name',
    contact_email = json(draft) -> 'contact' ->> 'email',
    contact_phone = json(draft) -> 'contact' ->> 'phone';

-- What a forum says in each language. Sign-ups never read it.
CREATE TABLE forum_texts (
    forum UUID NOT NULL REFERENCES forums (id),
    language TEXT NOT NULL,
    title TEXT,
    description TEXT,
    venue_name TEXT,
    PRIMARY KEY (forum, language)
);

INSERT INTO forum_texts (forum, language, title, description, venue_name)
SELECT k.forum, k.language,
    json(f.draft) -> 'title' ->> k.language,
    json(f.draft) -> 'description' ->> k.language,
    json(f.draft) -> 'venue' -> 'name' ->> k.language
FROM (
    SELECT d.id AS forum, t.key AS language
    FROM forums d, json_each(json(COALESCE(json(d.draft) ->> 'title', '{}'))) t
    UNION
    SELECT d.id, t.key
    FROM forums d, json_each(json(COALESCE(json(d.draft) ->> 'description', '{}'))) t
    UNION
    SELECT d.id, t.key
    FROM forums d, json_each(json(COALESCE(json(d.draft) -> 'venue' ->> 'name', '{}'))) t
) k JOIN forums f ON f.id = k.forum;
