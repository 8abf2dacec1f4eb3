-- literacy.sql: the parts of the metrics of the program literacy (2C), by the formulas of the dictionary.

INSERT INTO metric VALUES
	-- scale, per, plus, ratio, sums, zero
	('literacy', 'participants', 1, 0, 0, 0, 0, 0, 'age_band,area,level,provider,sex,site', ''),
	('literacy', 'funnel_attended', 100, 0, 0, 1, 0, 0, '', ''),
	('literacy', 'funnel_assessed', 100, 0, 0, 1, 0, 0, '', ''),
	('literacy', 'funnel_completed', 100, 0, 0, 1, 0, 0, '', ''),
	('literacy', 'funnel_outcome', 100, 0, 0, 1, 0, 0, '', ''),
	('literacy', 'coverage', 100, 0, 0, 2, 0, 0, 'area', ''),
	('literacy', 'learner_hours', 1, 60, 0, 0, 1, 0, 'site', ''),
	('literacy', 'hours_per_participant', 1, 60, 0, 1, 1, 1, 'level', ''),
	('literacy', 'attendance_rate', 100, 0, 0, 1, 1, 1, 'age_band,cohort', ''),
	('literacy', 'pass_rate', 100, 0, 0, 1, 0, 0, 'level,provider', ''),
	('literacy', 'exam_presence', 100, 0, 0, 1, 0, 0, 'level', ''),
	('literacy', 'l1_l2_transition', 100, 0, 0, 1, 0, 0, 'area', ''),
	('literacy', 'completion_rate', 100, 0, 0, 1, 0, 0, 'level', ''),
	('literacy', 'dropout_rate', 100, 0, 0, 1, 0, 0, 'age_band,area', ''),
	('literacy', 'new_literates', 1, 0, 0, 0, 1, 0, 'age_band', 'assessment'),
	('literacy', 'est_illiteracy_effect', -100, 0, 0, 2, 1, 0, 'area', 'assessment'),
	('literacy', 'empowerment_6m', 100, 0, 0, 1, 0, 0, '', ''),
	('literacy', 'level_gain_rate', 100, 0, 0, 1, 0, 0, 'domain', ''),
	('literacy', 'posttest_rate', 100, 0, 0, 1, 0, 0, 'site', ''),
	('literacy', 'cost_per_completer', 1, 0, 0, 1, 1, 0, 'level', '');
UPDATE metric SET breakdowns = breakdowns || CASE breakdowns WHEN '' THEN '' ELSE ',' END ||
	CASE metric WHEN 'learner_hours' THEN 'partner' ELSE 'disability,partner' END
WHERE program = 'literacy' AND metric NOT IN ('coverage', 'est_illiteracy_effect', 'cost_per_completer')
	AND metric NOT LIKE 'funnel%';
INSERT INTO part_title VALUES
	('literacy', 'learner_hours', 'attendance'), ('literacy', 'learner_hours', 'headcount'),
	('literacy', 'dropout_rate', 'left'), ('literacy', 'dropout_rate', 'lapsed'),
	('literacy', 'funnel_outcome', 'cooperative'), ('literacy', 'funnel_outcome', 'own activity only'),
	('literacy', 'funnel_outcome', 'further learning only'),
	('literacy', 'empowerment_6m', 'cooperative'), ('literacy', 'empowerment_6m', 'own activity only'),
	('literacy', 'empowerment_6m', 'further learning only');

CREATE TEMP TABLE course AS
SELECT *, json_extract(open_f, '$.sex') AS sex,
	strftime('%Y', first * 86400, 'unixepoch') - json_extract(open_f, '$.birth_year') AS age
FROM spell_in WHERE program = 'literacy';
CREATE TEMP VIEW class_line AS SELECT * FROM marked WHERE program = 'literacy';
CREATE TEMP VIEW head_line AS
SELECT program, w, id, subject, json_extract(f, '$.present') * json_extract(f, '$.planned_minutes') AS minutes
FROM unit WHERE program = 'literacy' AND kind = 'headcount';
CREATE TEMP VIEW result AS
SELECT program, w, id, subject, json_extract(f, '$.level') AS level, json_extract(f, '$.result') AS result
FROM unit WHERE program = 'literacy' AND kind = 'level_completion';

INSERT INTO c
SELECT program, 'participants', 'n', '', 'persons', w, 1, 's', id, subject, 1000000 FROM course
UNION ALL
SELECT program, 'coverage', 'n', '', 'persons', w, 1, 's', id, subject, 1000000 FROM course WHERE sex = 'F' AND age >= 15
UNION ALL
SELECT program, 'dropout_rate', 'n', CASE WHEN lapsed THEN 'lapsed' ELSE 'left' END, 'count', w, 1, 's', id, subject, 1000000
FROM course WHERE ended AND (lapsed OR reason IN ('dropout', 'work', 'family', 'marriage', 'health', 'unknown'))
UNION ALL
SELECT program, 'dropout_rate', 'd', '', 'count', w, 1, 's', id, subject, 1000000 FROM course
UNION ALL
SELECT program, 'completion_rate', 'n', '', 'count', w, 1, 's', id, subject, 1000000 FROM course WHERE ended AND result = 'pass'
UNION ALL
SELECT program, 'completion_rate', 'd', '', 'count', w, 1, 's', id, subject, 1000000 FROM course
WHERE ended AND reason NOT IN ('moved', 'deceased', 'class_closed');

INSERT INTO c
SELECT program, 'learner_hours', 'n', 'attendance', 'sum', w, 1, 'e', id, subject, minutes * 1000000 FROM class_line
WHERE status IN ('present', 'late')
UNION ALL
SELECT program, 'learner_hours', 'n', 'headcount', 'sum', w, 1, 'e', id, subject, minutes * 1000000 FROM head_line
UNION ALL
SELECT program, 'hours_per_participant', 'n', '', 'sum', w, 1, 'e', id, subject, minutes * 1000000 FROM class_line
WHERE status IN ('present', 'late')
UNION ALL
SELECT program, 'hours_per_participant', 'd', '', 'persons', w, 1, 'e', id, subject, 1000000 FROM class_line
UNION ALL
SELECT program, 'hours_per_participant', 'a', 'learner minutes from head counts', 'sum', w, 1, 'e', id, subject,
	minutes * 1000000
FROM head_line WHERE minutes IS NOT NULL
UNION ALL
SELECT program, 'attendance_rate', 'n', '', 'sum', w, 1, 'e', id, subject, minutes * 1000000 FROM class_line
WHERE status IN ('present', 'late')
UNION ALL
SELECT program, 'attendance_rate', 'd', '', 'sum', w, 1, 'e', id, subject, planned * 1000000 FROM class_line
WHERE status IN ('present', 'late') AND minutes IS NOT NULL OR status = 'absent';

INSERT INTO c
SELECT program, 'pass_rate', 'n', '', 'count', w, 1, 'e', id, subject, 1000000 FROM result WHERE result = 'pass'
UNION ALL
SELECT program, 'pass_rate', 'd', '', 'count', w, 1, 'e', id, subject, 1000000 FROM result WHERE result IN ('pass', 'fail')
UNION ALL
SELECT program, 'pass_rate', 'a', 'absent from the examination', 'count', w, 1, 'e', id, subject, 1000000 FROM result
WHERE result = 'absent'
UNION ALL
SELECT program, 'exam_presence', 'n', '', 'count', w, 1, 'e', id, subject, 1000000 FROM result WHERE result IN ('pass', 'fail')
UNION ALL
SELECT program, 'exam_presence', 'd', '', 'count', w, 1, 'e', id, subject, 1000000 FROM result
WHERE result IN ('pass', 'fail', 'absent')
UNION ALL
SELECT program, 'cost_per_completer', 'd', '', 'count', w, 1, 'e', id, subject, 1000000 FROM result WHERE result = 'pass';

INSERT INTO c
WITH passed_before AS (
	SELECT u.*, EXISTS (SELECT 1 FROM e JOIN win w ON w.w = u.w WHERE e.program = u.program AND e.subject = u.subject
		AND e.kind = 'enrolment' AND json_extract(e.f, '$.level') = 2 AND e.day <= w.last AND e.day >= u.day) AS enrolled
	FROM unit_before u
	WHERE u.program = 'literacy' AND u.kind = 'level_completion' AND json_extract(u.f, '$.level') = 1
		AND json_extract(u.f, '$.result') = 'pass'
)
SELECT program, 'l1_l2_transition', 'n', '', 'persons', w, 1, 'e', id, subject, 1000000 FROM passed_before WHERE enrolled
UNION ALL
SELECT program, 'l1_l2_transition', 'd', '', 'persons', w, 1, 'e', id, subject, 1000000 FROM passed_before;

-- Any of the three, counted once: joined, else earning, else learning.
INSERT INTO c
WITH seen AS (
	SELECT *, coalesce(json_extract(f, '$.joined_cooperative'), 0) AS joined, coalesce(json_extract(f,
		'$.started_income_activity'), 0)
		AS earns, coalesce(json_extract(f, '$.enrolled_further'), 0) AS learns, coalesce(json_extract(f, '$.joined_cooperative'), json_extract(f,
		'$.started_income_activity'), json_extract(f, '$.enrolled_further')) IS NOT NULL AS told
	FROM unit WHERE program = 'literacy' AND kind = 'follow_up' AND json_extract(f, '$.months') = 6
)
SELECT program, 'empowerment_6m', 'n', CASE WHEN joined THEN 'cooperative' WHEN earns THEN 'own activity only'
	ELSE 'further learning only' END, 'count', w, 1, 'e', id, subject, 1000000
FROM seen WHERE joined OR earns OR learns
UNION ALL
SELECT program, 'empowerment_6m', 'd', '', 'count', w, 1, 'e', id, subject, 1000000 FROM seen WHERE told
UNION ALL
SELECT program, 'empowerment_6m', 'a', 'telling nothing of the three', 'count', w, 1, 'e', id, subject, 1000000
FROM seen WHERE NOT told;

-- The path from enrolment to outcome: its first steps are in second_chance.sql.
INSERT INTO c
SELECT program, 'funnel_completed', 'n', '', 'persons', w, 1, 's', id, subject, 1000000 FROM course WHERE result = 'pass'
UNION ALL
SELECT program, 'funnel_outcome', 'n', CASE WHEN joined THEN 'cooperative' WHEN earns THEN 'own activity only'
	ELSE 'further learning only' END, 'persons', w, 1, 's', id, subject, 1000000
FROM (
	SELECT s.*, coalesce(json_extract(f.f, '$.joined_cooperative'), 0) AS joined, coalesce(json_extract(f.f,
		'$.started_income_activity'), 0) AS earns, coalesce(json_extract(f.f, '$.enrolled_further'), 0) AS learns
	FROM course s JOIN e f ON f.id = (SELECT l.id FROM e l WHERE l.program = 'literacy' AND l.kind = 'follow_up'
		AND l.subject = s.subject AND l.day >= s.first ORDER BY l.nth DESC LIMIT 1)
) WHERE result = 'pass' AND (joined OR earns OR learns);

-- --- how many there are: by the latest estimates on or before the window's last day, one of each area, urban and rural,
-- and one of the whole (any other area, or none).  The whole is that one, else the sum of both areas, else the city's
-- reference. ---

CREATE TEMP TABLE estimated AS
SELECT w, program, what, area, id, value FROM (
	SELECT w.w, p.program, p.what, p.area, p.id, json_extract(p.f, '$.value') AS value,
		row_number() OVER (PARTITION BY w.w, p.program, p.what, p.area ORDER BY p.year DESC, p.nth DESC) AS back
	FROM win w JOIN (
		SELECT e.*, coalesce(json_extract(f, '$.year'), strftime('%Y', day * 86400, 'unixepoch') + 0) AS year,
			CASE WHEN json_extract(f, '$.area') IN ('urban', 'rural') THEN json_extract(f, '$.area')
			ELSE '' END AS area, CASE WHEN program = 'literacy' AND json_extract(f, '$.population') = 'illiterate women'
				AND json_extract(f, '$.sex') = 'F' AND json_extract(f, '$.age_min') = 15
				AND json_extract(f, '$.age_max') IS NULL THEN 'illiterate_women'
			WHEN program = 'literacy' AND json_extract(f, '$.population') IN ('women', 'inhabitants', 'residents')
				AND json_extract(f, '$.sex') = 'F' AND json_extract(f, '$.age_min') = 15
				AND json_extract(f, '$.age_max') IS NULL THEN 'women_15plus'
			WHEN json_extract(f, '$.population') IN ('inhabitants', 'residents')
				AND coalesce(json_extract(f, '$.sex'), 'U') = 'U' AND json_extract(f, '$.age_min') IS NULL
				AND json_extract(f, '$.age_max') IS NULL THEN 'population' END AS what
		FROM e WHERE kind = 'population_estimate'
	) p ON p.day <= w.last AND p.year <= strftime('%Y', w.last * 86400, 'unixepoch') + 0 AND p.what IS NOT NULL
) WHERE back = 1;
-- Of the whole, "by" is empty; of an area that has an estimate, it is 'area'.
CREATE TEMP TABLE inhabitants AS
SELECT w.w, p.program, p.what, '' AS "by", '' AS grp, coalesce(
	(SELECT value FROM estimated x WHERE x.w = w.w AND x.program = p.program AND x.what = p.what AND x.area = ''),
	(SELECT sum(value) FROM estimated x WHERE x.w = w.w AND x.program = p.program AND x.what = p.what HAVING count(*) = 2),
	r.value) * 1000000 AS value
FROM win w JOIN (SELECT 'literacy' AS program, 'illiterate_women' AS what UNION ALL SELECT 'literacy', 'women_15plus'
	UNION ALL SELECT 'spaces', 'population') p JOIN reference r ON r.id = p.what
UNION ALL
SELECT w, program, what, 'area', area, value * 1000000 FROM estimated WHERE area <> '';

INSERT INTO stand
SELECT program, 'coverage', w, "by", grp, value FROM inhabitants WHERE what = 'illiterate_women'
UNION ALL
SELECT program, 'est_illiteracy_effect', w, "by", grp, value FROM inhabitants WHERE what = 'women_15plus';

-- --- new literates: below the literate level (3) at entry in reading or writing, at it in both now, but not before ---

CREATE TEMP TABLE tested AS
SELECT id, subject, day, nth, json_extract(f, '$.domain') AS domain, json_extract(f, '$.type') AS type,
	json_extract(f, '$.level') AS level
FROM e WHERE program = 'literacy' AND kind = 'assessment' AND json_extract(f, '$.domain') IN ('reading', 'writing');
CREATE TEMP TABLE reached AS
SELECT w.w, t.subject, t.domain,
	(SELECT level FROM tested x WHERE x.subject = t.subject AND x.domain = t.domain AND x.type = 'entry' AND x.day <= w.last
		ORDER BY nth LIMIT 1) AS entry,
	(SELECT level FROM tested x WHERE x.subject = t.subject AND x.domain = t.domain AND x.day < w.first
		ORDER BY nth DESC LIMIT 1) AS before,
	(SELECT level FROM tested x WHERE x.subject = t.subject AND x.domain = t.domain AND x.day <= w.last
		ORDER BY nth DESC LIMIT 1) AS after
FROM win w JOIN (SELECT DISTINCT subject, domain FROM tested) t;
CREATE TEMP TABLE literate AS
SELECT w.w, s.subject,
	(SELECT id FROM tested x WHERE x.subject = s.subject AND x.day <= w.last ORDER BY day DESC, domain DESC,
		nth DESC LIMIT 1) AS unit,
	(SELECT count(*) FROM reached r WHERE r.w = w.w AND r.subject = s.subject AND r.entry < 3) > 0
	AND (SELECT count(*) FROM reached r WHERE r.w = w.w AND r.subject = s.subject AND r.after >= 3) = 2
	AND (SELECT count(*) FROM reached r WHERE r.w = w.w AND r.subject = s.subject AND r.before >= 3) < 2 AS newly
FROM win w JOIN (
	SELECT subject, json_extract(open_f, '$.sex') AS sex, row_number() OVER (PARTITION BY subject ORDER BY first) AS nth
	FROM spell WHERE program = 'literacy'
) s ON s.nth = 1 AND s.sex = 'F'
WHERE EXISTS (SELECT 1 FROM tested x WHERE x.subject = s.subject AND x.day <= w.last);
INSERT INTO c
SELECT 'literacy', 'new_literates', 'n', '', 'sum', w, 1, 'e', unit, subject, newly * 1000000 FROM literate
UNION ALL
SELECT 'literacy', 'est_illiteracy_effect', 'n', '', 'sum', w, 1, 'e', unit, subject, newly * 1000000 FROM literate;
