-- Second-chance schools, SY2023 as of 2025-12-31: program,metric,by,group,numerator,denominator.
-- A person has one enrolment in these data, so a spell is an enrolment with its earliest closing and its last service.
WITH asked(first, last, before, today) AS (
	SELECT strftime('%s', '2023-09-01') / 86400, strftime('%s', '2024-08-31') / 86400,
		strftime('%s', '2022-09-01') / 86400, strftime('%s', '2025-12-31') / 86400
),
counter(n) AS (
	VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)
),
span("by", code, first, last) AS (
	SELECT '', '', first, last FROM asked
	UNION ALL
	SELECT 'previous', '', before, first - 1 FROM asked
	UNION ALL
	SELECT 'month', strftime('%Y-%m', '2023-09-01', n || ' months'),
		strftime('%s', '2023-09-01', n || ' months') / 86400,
		strftime('%s', '2023-09-01', (n + 1) || ' months') / 86400 - 1
	FROM counter
),
current AS MATERIALIZED (
	SELECT e.id, k.code AS kind, e.subject, s.code AS site, e.day, e.fields
	FROM entry e JOIN kind k ON k.id = e.kind LEFT JOIN site s ON s.id = e.site
	WHERE e.program = (SELECT id FROM program WHERE code = 'e2c') AND e.fields IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.replaces = e.id)
		AND e.day <= (SELECT today FROM asked)
),
enrolment AS MATERIALIZED (
	SELECT subject, site, day, json_extract(fields, '$.sex') AS sex FROM current WHERE kind = 'enrolment'
),
session AS MATERIALIZED (
	SELECT id, json_extract(fields, '$.planned_minutes') AS planned_minutes FROM current WHERE kind = 'session'
),
marked AS (
	SELECT subject, site, day, json_extract(fields, '$.status') AS status,
		json_extract(fields, '$.minutes') AS minutes, json_extract(fields, '$.session') AS session,
		json_extract(fields, '$.planned_minutes') AS planned_minutes
	FROM current WHERE kind = 'attendance'
),
attendance AS MATERIALIZED (
	SELECT m.subject, m.site, m.day, m.status, coalesce(m.planned_minutes, s.planned_minutes) AS planned,
		coalesce(m.minutes, CASE m.status WHEN 'present' THEN coalesce(m.planned_minutes, s.planned_minutes) END)
			AS minutes
	FROM marked m LEFT JOIN session s ON s.id = m.session
),
-- Sums by month (the year before in one), site and sex, which add up to all others.
attended AS MATERIALIZED (
	SELECT CASE WHEN a.day < q.first THEN 'previous' ELSE strftime('%Y-%m', a.day * 86400, 'unixepoch') END AS month,
		a.site, e.sex, sum(CASE WHEN a.status IN ('present', 'late') THEN a.minutes END) AS minutes,
		sum(CASE WHEN a.status = 'absent' OR a.status IN ('present', 'late') AND a.minutes IS NOT NULL
			THEN a.planned END) AS planned
	FROM attendance a JOIN asked q ON a.day BETWEEN q.before AND q.last
		LEFT JOIN enrolment e ON e.subject = a.subject
	GROUP BY 1, 2, 3
),
attended_in AS MATERIALIZED (
	SELECT p."by", p.code, sum(a.minutes) AS minutes, sum(a.planned) AS planned,
		100.0 * sum(CASE a.sex WHEN 'F' THEN a.minutes END) / sum(CASE a.sex WHEN 'F' THEN a.planned END) AS girls,
		100.0 * sum(CASE a.sex WHEN 'M' THEN a.minutes END) / sum(CASE a.sex WHEN 'M' THEN a.planned END) AS boys
	FROM span p LEFT JOIN attended a ON CASE p."by" WHEN '' THEN a.month <> 'previous'
		WHEN 'previous' THEN a.month = 'previous' ELSE a.month = p.code END
	GROUP BY p."by", p.code
	UNION ALL
	SELECT 'site', site, sum(minutes), sum(planned), NULL, NULL FROM attended WHERE month <> 'previous' GROUP BY site
	HAVING count(minutes) + count(planned) > 0
),
closing AS (
	SELECT subject, kind, min(day) AS day, json_extract(fields, '$.reason') AS reason,
		json_extract(fields, '$.trial') AS trial
	FROM current WHERE kind IN ('completion', 'exit') GROUP BY subject
),
served AS (
	SELECT subject, max(day) AS day
	FROM (SELECT subject, day FROM attendance WHERE minutes > 0
		UNION ALL SELECT subject, day FROM current WHERE kind IN ('assessment', 'placement'))
	GROUP BY subject
),
outcome AS (
	SELECT subject, max(day), json_extract(fields, '$.destination') AS destination,
		json_extract(fields, '$.contract_months') AS contract_months
	FROM current WHERE kind = 'outcome' GROUP BY subject
),
spell AS MATERIALIZED (
	SELECT e.subject, e.site, e.sex, e.day AS first, c.kind AS close, c.trial, o.destination, o.contract_months,
		coalesce(c.reason, '') AS reason, c.day IS NULL AS lapsed,
		CASE WHEN c.day IS NOT NULL THEN c.day
			WHEN q.today - coalesce(s.day, e.day) > 90 THEN coalesce(s.day, e.day) END AS last
	FROM enrolment e JOIN asked q LEFT JOIN closing c ON c.subject = e.subject
		LEFT JOIN served s ON s.subject = e.subject LEFT JOIN outcome o ON o.subject = e.subject
),
-- At the end of a month nobody knows yet who will move in the next.
active AS MATERIALIZED (
	SELECT p."by", p.code, count(DISTINCT s.subject) AS learners,
		count(CASE WHEN s.reason NOT IN ('moved', 'health', 'deceased') OR s.last > p.last THEN s.subject END)
			AS counted
	FROM span p LEFT JOIN spell s ON s.first <= p.last AND (s.last IS NULL OR s.last >= p.first)
	GROUP BY p."by", p.code
),
ended AS MATERIALIZED (
	SELECT p."by", p.code, s.subject, s.sex, s.lapsed, s.reason, s.destination, s.close = 'completion' AS completed,
		s.reason NOT IN ('moved', 'deceased') AND coalesce(s.trial, 0) = 0 AS on_path,
		s.reason NOT IN ('moved', 'health', 'deceased') AND s.last - s.first + 1 > 49 AS past_trial,
		s.destination IN ('formal_school', 'vocational_training', 'apprenticeship')
			OR s.destination = 'employment' AND s.contract_months > 3 AS positive,
		s.destination IN ('formal_school', 'vocational_training', 'apprenticeship', 'employment', 'self_employment')
			AS inserted
	FROM span p LEFT JOIN spell s ON s.last BETWEEN p.first AND p.last
),
ended_in AS MATERIALIZED (
	SELECT "by", code, count(subject) AS n, count(CASE WHEN completed THEN 1 END) AS completed,
		count(CASE WHEN on_path THEN 1 END) AS on_path, count(CASE WHEN past_trial THEN 1 END) AS past_trial,
		count(CASE WHEN past_trial AND positive THEN 1 END) AS positive,
		count(CASE WHEN destination = 'formal_school' THEN 1 END) AS formal,
		count(CASE WHEN lapsed OR reason IN ('dropout', 'work', 'marriage', 'family', 'expelled', 'unknown')
			THEN subject END) AS dropped,
		count(DISTINCT CASE WHEN completed THEN subject END) AS persons,
		count(DISTINCT CASE WHEN completed AND inserted THEN subject END) AS inserted,
		100.0 * count(DISTINCT CASE WHEN completed AND inserted AND sex = 'F' THEN subject END) /
			nullif(count(DISTINCT CASE WHEN completed AND sex = 'F' THEN subject END), 0) AS girls,
		100.0 * count(DISTINCT CASE WHEN completed AND inserted AND sex = 'M' THEN subject END) /
			nullif(count(DISTINCT CASE WHEN completed AND sex = 'M' THEN subject END), 0) AS boys
	FROM ended GROUP BY "by", code
)
SELECT 'e2c', 'learners_active', "by", code, learners, '' FROM active
UNION ALL
SELECT 'e2c', 'learners_active', 'site', s.site, count(DISTINCT s.subject), ''
FROM asked p JOIN spell s ON s.first <= p.last AND (s.last IS NULL OR s.last >= p.first) GROUP BY s.site
UNION ALL
SELECT 'e2c', 'new_enrolments', p."by", p.code, count(s.subject), ''
FROM span p LEFT JOIN spell s ON s.first BETWEEN p.first AND p.last GROUP BY p."by", p.code
UNION ALL
SELECT 'e2c', 'new_enrolments', 'site', s.site, count(*), ''
FROM asked p JOIN spell s ON s.first BETWEEN p.first AND p.last GROUP BY s.site
UNION ALL
SELECT 'e2c', 'contact_hours', "by", code, minutes / 60.0, '' FROM attended_in
WHERE "by" <> 'site' OR minutes IS NOT NULL
UNION ALL
SELECT 'e2c', 'attendance_rate', "by", code, minutes, coalesce(planned, 0) FROM attended_in
UNION ALL
SELECT 'e2c', 'gpi_attendance', "by", code, girls, boys FROM attended_in WHERE "by" <> 'site'
UNION ALL
SELECT 'e2c', 'full_path_rate', "by", code, completed, on_path FROM ended_in
UNION ALL
SELECT 'e2c', 'dropout_rate', e."by", e.code, e.dropped, a.counted
FROM ended_in e JOIN active a ON a."by" = e."by" AND a.code = e.code
UNION ALL
SELECT 'e2c', 'insertion_rate_ma', "by", code, inserted, persons FROM ended_in
UNION ALL
SELECT 'e2c', 'gpi_insertion', "by", code, girls, boys FROM ended_in
UNION ALL
SELECT 'e2c', 'positive_exit_rate_e2c', "by", code, positive, past_trial FROM ended_in
UNION ALL
SELECT 'e2c', 'formal_reintegration_rate', "by", code, formal, n FROM ended_in;
