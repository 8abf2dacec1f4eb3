-- second_chance.sql: the parts of the metrics of the program e2c (2B), by the formulas of the dictionary.

INSERT INTO metric VALUES
	-- scale, per, plus, ratio, sums, zero
	('e2c', 'learners_active', 1, 0, 0, 0, 0, 0, 'sex,age_band,site,track,disability', ''),
	('e2c', 'new_enrolments', 1, 0, 0, 0, 0, 0, 'sex,age_band,site,track,disability', ''),
	('e2c', 'contact_hours', 1, 60, 0, 0, 1, 0, 'site,subject=session.subject', ''),
	('e2c', 'attendance_rate', 100, 0, 0, 1, 1, 1, 'sex,site,cohort', ''),
	('e2c', 'full_path_rate', 100, 0, 0, 1, 0, 0, 'sex,track', ''),
	('e2c', 'dropout_rate', 100, 0, 0, 1, 0, 0, 'sex,age_band', ''),
	('e2c', 'insertion_rate_ma', 100, 0, 0, 1, 0, 0, 'sex,track', ''),
	('e2c', 'positive_exit_rate_e2c', 100, 0, 0, 1, 0, 0, 'sex', ''),
	('e2c', 'formal_reintegration_rate', 100, 0, 0, 1, 0, 0, 'sex,age_band', '');
INSERT INTO part_title VALUES
	('e2c', 'dropout_rate', 'left'), ('e2c', 'dropout_rate', 'lapsed'),
	('e2c', 'insertion_rate_ma', 'formal'), ('e2c', 'insertion_rate_ma', 'vocational'),
	('e2c', 'insertion_rate_ma', 'working life'),
	('e2c', 'positive_exit_rate_e2c', 'school or training'), ('e2c', 'positive_exit_rate_e2c', 'work contract');

-- The latest outcome of a spell, known on the day asked: of what came before the person was enrolled again.
CREATE TEMP TABLE led_to AS
SELECT * FROM (
	SELECT s.id AS spell, o.id, o.day, json_extract(o.f, '$.destination') AS destination,
		json_extract(o.f, '$.contract_months') AS contract_months,
		row_number() OVER (PARTITION BY s.id ORDER BY o.nth DESC) AS back
	FROM spell s JOIN e o ON o.program = s.program AND o.subject = s.subject AND o.kind = 'outcome' AND o.day >= s.first
		AND (s.next_day IS NULL OR o.day < s.next_day)
	WHERE s.program = 'e2c'
) WHERE back = 1;
CREATE TEMP TABLE learner AS
SELECT s.*, o.destination, o.contract_months, s.reason IN ('moved', 'health', 'deceased') AS neutral
FROM spell_in s LEFT JOIN led_to o ON o.spell = s.id WHERE s.program = 'e2c';
CREATE TEMP VIEW marked AS
SELECT program, w, id, subject, json_extract(f, '$.status') AS status, json_extract(f, '$.minutes') AS minutes,
	json_extract(f, '$.planned_minutes') AS planned
FROM unit WHERE kind = 'attendance';

INSERT INTO c
SELECT program, 'learners_active', 'n', '', 'persons', w, 1, 's', id, subject, 1000000 FROM learner
UNION ALL
SELECT program, 'new_enrolments', 'n', '', 'count', w, 1, 's', id, subject, 1000000 FROM learner WHERE opened;

INSERT INTO c
SELECT program, 'contact_hours', 'n', '', 'sum', w, 1, 'e', id, subject, minutes * 1000000 FROM marked
WHERE program = 'e2c' AND status IN ('present', 'late')
UNION ALL
SELECT program, 'attendance_rate', 'n', '', 'sum', w, 1, 'e', id, subject, minutes * 1000000 FROM marked
WHERE program = 'e2c' AND status IN ('present', 'late')
-- Who was late for minutes that nobody gave is in neither sum.
UNION ALL
SELECT program, 'attendance_rate', 'd', '', 'sum', w, 1, 'e', id, subject, planned * 1000000 FROM marked
WHERE program = 'e2c' AND (status IN ('present', 'late') AND minutes IS NOT NULL OR status = 'absent');

INSERT INTO c
SELECT program, 'full_path_rate', 'n', '', 'count', w, 1, 's', id, subject, 1000000 FROM learner
WHERE ended AND close_kind = 'completion'
UNION ALL
SELECT program, 'full_path_rate', 'd', '', 'count', w, 1, 's', id, subject, 1000000 FROM learner
WHERE ended AND NOT trial AND reason NOT IN ('deceased', 'moved')
UNION ALL
SELECT program, 'dropout_rate', 'n', CASE WHEN lapsed THEN 'lapsed' ELSE 'left' END, 'count', w, 1, 's', id, subject, 1000000
FROM learner WHERE ended AND (lapsed OR reason IN ('dropout', 'work', 'marriage', 'family', 'expelled', 'unknown'))
UNION ALL
SELECT program, 'dropout_rate', 'd', '', 'count', w, 1, 's', id, subject, 1000000 FROM learner WHERE NOT neutral;

INSERT INTO c
SELECT program, 'insertion_rate_ma', 'n',
	CASE WHEN destination = 'formal_school' THEN 'formal'
		WHEN destination IN ('vocational_training', 'apprenticeship') THEN 'vocational' ELSE 'working life' END,
	'persons', w, 1, 's', id, subject, 1000000
FROM learner
WHERE ended AND close_kind = 'completion' AND destination IN
	('formal_school', 'vocational_training', 'apprenticeship', 'employment', 'self_employment')
UNION ALL
SELECT program, 'insertion_rate_ma', 'd', '', 'persons', w, 1, 's', id, subject, 1000000 FROM learner
WHERE ended AND close_kind = 'completion'
UNION ALL
SELECT program, 'positive_exit_rate_e2c', 'n', CASE destination WHEN 'employment' THEN 'work contract' ELSE 'school or training' END,
	'count', w, 1, 's', id, subject, 1000000
FROM learner
WHERE ended AND last - first + 1 > 49 AND NOT neutral AND (destination IN ('vocational_training', 'formal_school', 'apprenticeship')
	OR destination = 'employment' AND contract_months > 3)
UNION ALL
SELECT program, 'positive_exit_rate_e2c', 'd', '', 'count', w, 1, 's', id, subject, 1000000 FROM learner
WHERE ended AND last - first + 1 > 49 AND NOT neutral
UNION ALL
SELECT program, 'formal_reintegration_rate', 'n', '', 'count', w, 1, 's', id, subject, 1000000 FROM learner
WHERE ended AND destination = 'formal_school'
UNION ALL
SELECT program, 'formal_reintegration_rate', 'd', '', 'count', w, 1, 's', id, subject, 1000000 FROM learner WHERE ended;
