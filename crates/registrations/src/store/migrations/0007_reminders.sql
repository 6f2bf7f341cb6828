-- By which rules people are reminded (a list, JSON); by those of the forum's kind if there is none.
ALTER TABLE forums ADD COLUMN reminders TEXT;
