-- second_chance.sql: the parts of the metrics of the program e2c (2B), by the formulas of the dictionary.

INSERT INTO metric VALUES
	-- scale, per, plus, ratio, sums, zero
	('e2c', 'learners_active', 1, 0, 0, 0, 0, 0, 'sex,age_band,site,track,disability', ''),
	('e2c', 'funnel_attended', 100, 0, 0, 1, 0, 0, '', ''),
	('e2c', 'funnel_assessed', 100, 0, 0, 1, 0, 0, '', ''),
	('e2c', 'funnel_completed', 100, 0, 0, 1, 0, 0, '', ''),
	('e2c', 'funnel_outcome', 100, 0, 0, 1, 0, 0, '', ''),
	('e2c', 'new_enrolments', 1, 0, 0, 0, 0, 0, 'sex,age_band,site,track,disability', ''),
	('e2c', 'contact_hours', 1, 60, 0, 0, 1, 0, 'site,subject=session.subject', ''),
	('e2c', 'attendance_rate', 100, 0, 0, 1, 1, 1, 'sex,site,cohort', ''),
	('e2c', 'full_path_rate', 100, 0, 0, 1, 0, 0, 'sex,track', ''),
	('e2c', 'dropout_rate', 100, 0, 0, 1, 0, 0, 'sex,age_band', ''),
	('e2c', 'insertion_rate_ma', 100, 0, 0, 1, 0, 0, 'sex,track', ''),
	('e2c', 'positive_exit_rate_e2c', 100, 0, 0, 1, 0, 0, 'sex', ''),
	('e2c', 'formal_reintegration_rate', 100, 0, 0, 1, 0, 0, 'sex,age_band', ''),
	('e2c', 'msg_rate', 100, 0, 0, 1, 0, 0, 'sex', ''),
	('e2c', 'sustained_6m', 100, 0, 0, 1, 0, 0, 'sex', ''),
	('e2c', 'level_gain_rate', 100, 0, 0, 1, 0, 0, 'sex,domain', ''),
	('e2c', 'posttest_rate', 100, 0, 0, 1, 0, 0, 'site', ''),
	('e2c', 'days_to_outcome', 1, 0, 0, 0, 1, 0, 'sex', ''),
	('e2c', 'at_risk', 1, 0, 0, 0, 1, 0, 'site', ''),
	('e2c', 'cost_per_completer', 1, 0, 0, 1, 1, 0, '', '');
-- Disability and the partner organisation split whatever is about persons.
UPDATE metric SET breakdowns = breakdowns || CASE WHEN breakdowns LIKE '%disability%'
	THEN '' ELSE ',disability' END || ',partner'
WHERE program = 'e2c' AND metric <> 'cost_per_completer' AND metric NOT LIKE 'funnel%';
INSERT INTO part_title VALUES
	('e2c', 'dropout_rate', 'left'), ('e2c', 'dropout_rate', 'lapsed'),
	('e2c', 'insertion_rate_ma', 'formal'), ('e2c', 'insertion_rate_ma', 'vocational'),
	('e2c', 'insertion_rate_ma', 'working life'),
	('e2c', 'positive_exit_rate_e2c', 'school or training'), ('e2c', 'positive_exit_rate_e2c', 'work contract'),
	('e2c', 'msg_rate', 'level gain'), ('e2c', 'msg_rate', 'award'), ('e2c', 'msg_rate', 'formal school');

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
-- Of persons, the latest outcome is the person's last from the spell's first day on, later spells' too.
CREATE TEMP TABLE ended_up AS
SELECT * FROM (
	SELECT s.id AS spell, json_extract(o.f, '$.destination') AS destination,
		row_number() OVER (PARTITION BY s.id ORDER BY o.nth DESC) AS back
	FROM spell s JOIN e o ON o.program = s.program AND o.subject = s.subject AND o.kind = 'outcome' AND o.day >= s.first
	WHERE s.program = 'e2c'
) WHERE back = 1;
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
	CASE WHEN u.destination = 'formal_school' THEN 'formal'
		WHEN u.destination IN ('vocational_training', 'apprenticeship') THEN 'vocational' ELSE 'working life' END,
	'persons', w, 1, 's', id, subject, 1000000
FROM learner JOIN ended_up u ON u.spell = learner.id
WHERE ended AND close_kind = 'completion' AND u.destination IN
	('formal_school', 'vocational_training', 'apprenticeship', 'employment', 'self_employment')
UNION ALL
SELECT program, 'insertion_rate_ma', 'd', '', 'persons', w, 1, 's', id, subject, 1000000 FROM learner
WHERE ended AND close_kind = 'completion'
UNION ALL
SELECT program, 'positive_exit_rate_e2c', 'n', CASE destination WHEN 'employment'
	THEN 'work contract' ELSE 'school or training' END,
	'count', w, 1, 's', id, subject, 1000000
FROM learner
WHERE ended AND last - first + 1 > 49 AND NOT neutral AND (destination IN ('vocational_training', 'formal_school',
	'apprenticeship')
	OR destination = 'employment' AND contract_months > 3)
UNION ALL
SELECT program, 'positive_exit_rate_e2c', 'd', '', 'count', w, 1, 's', id, subject, 1000000 FROM learner
WHERE ended AND last - first + 1 > 49 AND NOT neutral AND NOT (destination IS 'employment' AND contract_months IS NULL)
UNION ALL
SELECT program, 'positive_exit_rate_e2c', 'a', 'employment of unknown length', 'count', w, 1, 's', id, subject,
	1000000
FROM learner
WHERE ended AND last - first + 1 > 49 AND NOT neutral AND destination = 'employment' AND contract_months IS NULL
UNION ALL
SELECT program, 'formal_reintegration_rate', 'n', '', 'count', w, 1, 's', id, subject, 1000000 FROM learner
WHERE ended AND destination = 'formal_school'
UNION ALL
SELECT program, 'formal_reintegration_rate', 'd', '', 'count', w, 1, 's', id, subject, 1000000 FROM learner WHERE ended;

-- --- what was learnt: participants had 12 contact hours by the window's end ---

INSERT INTO c
SELECT program, 'level_gain_rate', 'n', '', 'persons', w, 1, 'e', id, subject, 1000000 FROM (
	SELECT p.*, ew.w, row_number() OVER (PARTITION BY ew.w, p.program, p.subject, p.domain ORDER BY p.nth DESC) AS from_last
	FROM pair p JOIN ew ON ew.id = p.id
) WHERE from_last = 1 AND level > entry_level
UNION ALL
SELECT p.program, 'level_gain_rate', 'd', '', 'persons', ew.w, 1, 'e', p.id, p.subject, 1000000
	FROM pair p JOIN ew ON ew.id = p.id;

CREATE TEMP TABLE participant AS
SELECT s.*, EXISTS (SELECT 1 FROM pair p WHERE p.spell = s.id AND p.day <= s.w_last) AS tested,
	EXISTS (SELECT 1 FROM pair p WHERE p.spell = s.id AND p.day <= s.w_last AND p.level > p.entry_level) AS gained
FROM spell_in s
WHERE (SELECT coalesce(sum(minutes), 0) FROM hours h WHERE h.spell = s.id AND h.day <= s.w_last) >= 12 * 60;
INSERT INTO c
SELECT program, 'posttest_rate', 'n', '', 'persons', w, 1, 's', id, subject, 1000000 FROM participant WHERE tested
UNION ALL
SELECT program, 'posttest_rate', 'd', '', 'persons', w, 1, 's', id, subject, 1000000 FROM participant
UNION ALL
SELECT p.program, 'msg_rate', 'n', CASE WHEN gained THEN 'level gain' WHEN award IN ('certificate', 'attestation') THEN 'award'
	ELSE 'formal school' END, 'count', w, 1, 's', p.id, p.subject, 1000000
FROM participant p LEFT JOIN led_to o ON o.spell = p.id
WHERE p.program = 'e2c' AND (gained OR award IN ('certificate', 'attestation') OR o.destination = 'formal_school')
UNION ALL
SELECT program, 'msg_rate', 'd', '', 'count', w, 1, 's', id, subject, 1000000 FROM participant WHERE program = 'e2c';

-- --- the path from enrolment to outcome: of all persons enrolled, how many took each step ---

INSERT INTO c
SELECT s.program, 'funnel_' || step, 'd', '', 'persons', s.w, 1, 's', s.id, s.subject, 1000000
FROM spell_in s JOIN (SELECT 'attended' AS step UNION ALL SELECT 'assessed' UNION ALL SELECT 'completed'
	UNION ALL SELECT 'outcome')
WHERE s.program IN ('e2c', 'literacy')
UNION ALL
SELECT s.program, 'funnel_attended', 'n', '', 'persons', s.w, 1, 's', s.id, s.subject, 1000000 FROM spell_in s
WHERE EXISTS (SELECT 1 FROM hours h WHERE h.spell = s.id AND h.day <= s.w_last)
UNION ALL
SELECT s.program, 'funnel_assessed', 'n', '', 'persons', s.w, 1, 's', s.id, s.subject, 1000000 FROM spell_in s
WHERE EXISTS (SELECT 1 FROM test t WHERE t.spell = s.id AND t.day <= s.w_last)
UNION ALL
SELECT program, 'funnel_completed', 'n', '', 'persons', w, 1, 's', id, subject, 1000000 FROM learner
WHERE close_kind = 'completion'
UNION ALL
SELECT program, 'funnel_outcome', 'n', '', 'persons', w, 1, 's', id, subject, 1000000
FROM learner JOIN ended_up u ON u.spell = learner.id WHERE close_kind = 'completion' AND u.destination IN
	('formal_school', 'vocational_training', 'apprenticeship', 'employment', 'self_employment');

-- --- what became of it ---

-- Positive outcomes six months old on the day asked, by what any later follow-up at six months or more says.
CREATE TEMP TABLE lasting AS
SELECT u.program, u.w, u.id, u.subject, (
	SELECT group_concat(DISTINCT json_extract(f.f, '$.still_in_destination')) FROM e f
	WHERE f.program = 'e2c' AND f.kind = 'follow_up' AND f.subject = u.subject AND f.day >= u.day
		AND f.day < coalesce((SELECT min(o.day) FROM e o WHERE o.program = 'e2c' AND o.kind = 'outcome'
			AND o.subject = u.subject AND o.nth > (SELECT n.nth FROM e n WHERE n.id = u.id)), f.day + 1)
		AND json_extract(f.f, '$.months') >= 6) AS found
FROM unit u JOIN asked q
WHERE u.program = 'e2c' AND u.kind = 'outcome' AND json_extract(u.f, '$.destination') IN ('formal_school',
		'vocational_training', 'apprenticeship', 'employment', 'self_employment')
	AND u.day <= strftime('%s', q.as_of * 86400, 'unixepoch', '-6 months') / 86400;
INSERT INTO c
SELECT program, 'sustained_6m', 'n', '', 'count', w, 1, 'e', id, subject, 1000000 FROM lasting WHERE found LIKE '%yes%'
UNION ALL
SELECT program, 'sustained_6m', 'd', '', 'count', w, 1, 'e', id, subject, 1000000 FROM lasting
UNION ALL
SELECT program, 'sustained_6m', 'a', 'unreachable', 'count', w, 1, 'e', id, subject, 1000000
	FROM lasting WHERE found = 'unreachable'
UNION ALL
SELECT program, 'sustained_6m', 'a', 'not followed up yet', 'count', w, 1, 'e', id, subject, 1000000
	FROM lasting WHERE found IS NULL;

INSERT INTO c
SELECT u.program, 'days_to_outcome', 'n', '', 'median', u.w, 1, 'e', u.id, u.subject, (u.day - s.close_day) * 1000000
FROM unit u JOIN in_spell i ON i.id = u.id JOIN spell s ON s.id = i.spell
WHERE u.program = 'e2c' AND u.kind = 'outcome' AND s.close_kind = 'completion' AND u.day >= s.close_day;

-- --- at risk on the window's last day, or the day asked: four absences without excuse in 30 days, or no service in them ---

CREATE TEMP TABLE enrolled_on AS
SELECT w.w, s.*, min(w.last, q.as_of) AS day FROM spell s JOIN win w JOIN asked q
WHERE s.program = 'e2c' AND s.first <= min(w.last, q.as_of) AND (s.last IS NULL OR s.last > min(w.last, q.as_of));
INSERT INTO c
SELECT o.program, 'at_risk', 'n', '', 'sum', o.w, 1, 'e', o.id, o.subject, 1000000 * (
	(SELECT count(*) FROM e a JOIN in_spell i ON i.id = a.id WHERE i.spell = o.id AND a.kind = 'attendance'
		AND json_extract(a.f, '$.status') = 'absent' AND a.day BETWEEN o.day - 29 AND o.day) >= 4
	OR o.day - (SELECT max(o.first, coalesce(max(a.day), 0)) FROM e a JOIN in_spell i ON i.id = a.id WHERE i.spell = o.id
		AND a.role = 2 AND a.day <= o.day AND (a.kind <> 'attendance' OR json_extract(a.f, '$.minutes') > 0)) > 30)
FROM enrolled_on o;

INSERT INTO c
SELECT program, 'cost_per_completer', 'd', '', 'count', w, 1, 'e', id, subject, 1000000 FROM unit
WHERE program = 'e2c' AND kind = 'completion';
