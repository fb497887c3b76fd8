-- The days of a participant are read together: from this index alone, in order, with their ids.
CREATE INDEX IF NOT EXISTS participant_dates_days ON participant_dates (participant_id, date, enabled, starred);
