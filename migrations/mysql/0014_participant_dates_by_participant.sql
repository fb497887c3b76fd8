-- The days of a participant are read together: they stand together, in order. The unique key of before is the primary
-- key now, and ids are found by a key of their own. Can be repeated after an interruption: only a table that is not
-- so yet is changed.
SET @change = IF(
    (SELECT COUNT(*) FROM information_schema.statistics
        WHERE table_schema = DATABASE() AND table_name = 'participant_dates' AND index_name = 'participant_dates_id') > 0,
    'DO 0',
    'ALTER TABLE participant_dates
        ADD UNIQUE KEY participant_dates_id (id),
        DROP PRIMARY KEY,
        ADD PRIMARY KEY (participant_id, date),
        DROP KEY participant_dates_date'
);
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
