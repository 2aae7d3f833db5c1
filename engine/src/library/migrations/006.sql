-- What a batch did in parts, as JSON; NULL in those that are older. `sentence` is the same in English.
ALTER TABLE batch ADD COLUMN said TEXT;
