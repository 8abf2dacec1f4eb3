-- Second-chance schools, SY2023 as of 2025-12-31: program,metric,by,group,numerator,denominator.
-- A person has one enrolment in these data, so a spell is an enrolment with the earliest closing and the last service.
WITH asked(first, last, today) AS (
	SELECT strftime('%s', '2023-09-01') / 86400, strftime('%s', '2024-08-31') / 86400,
		strftime('%s', '2025-12-31') / 86400
),
counter(n) AS (
	VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)
),
month(code, first, last) AS (
	SELECT strftime('%Y-%m', '2023-09-01', n || ' months'), strftime('%s', '2023-09-01', n || ' months') / 86400,
		strftime('%s', '2023-09-01', (n + 1) || ' months') / 86400 - 1
	FROM counter
),
span("by", code, first, last) AS (
	SELECT '', '', first, last FROM asked UNION ALL SELECT 'month', code, first, last FROM month
),
current AS MATERIALIZED (
	SELECT e.id, k.code AS kind, e.subject, s.code AS site, e.day, e.fields
	FROM entry e JOIN kind k ON k.id = e.kind LEFT JOIN site s ON s.id = e.site
	WHERE e.program = (SELECT id FROM program WHERE code = 'e2c') AND e.fields IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.replaces = e.id)
		AND e.day <= (SELECT today FROM asked)
),
session AS MATERIALIZED (
	SELECT id, json_extract(fields, '$.planned_minutes') AS planned_minutes FROM current WHERE kind = 'session'
),
marked AS (
	SELECT subject, site, day, json_extract(fields, '$.status') AS status, json_extract(fields, '$.minutes') AS minutes,
		json_extract(fields, '$.planned_minutes') AS planned_minutes, json_extract(fields, '$.session') AS session
	FROM current WHERE kind = 'attendance'
),
attendance AS MATERIALIZED (
	SELECT m.subject, m.site, m.day, m.status, coalesce(m.planned_minutes, s.planned_minutes) AS planned,
		coalesce(m.minutes, CASE m.status WHEN 'present' THEN coalesce(m.planned_minutes, s.planned_minutes) END)
			AS minutes
	FROM marked m LEFT JOIN session s ON s.id = m.session
),
-- Sums by month and site, which add up to all others.
attended AS MATERIALIZED (
	SELECT strftime('%Y-%m', a.day * 86400, 'unixepoch') AS month, a.site,
		sum(CASE WHEN a.status IN ('present', 'late') THEN a.minutes END) AS minutes,
		sum(CASE WHEN a.status = 'absent' OR a.status IN ('present', 'late') AND a.minutes IS NOT NULL
			THEN a.planned END) AS planned
	FROM attendance a JOIN asked q ON a.day BETWEEN q.first AND q.last
	GROUP BY 1, 2
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
spell AS MATERIALIZED (
	SELECT e.subject, e.site, e.day AS first, c.kind AS close, c.reason, c.trial,
		CASE WHEN c.day IS NOT NULL THEN c.day
			WHEN q.today - coalesce(s.day, e.day) > 90 THEN coalesce(s.day, e.day) END AS last
	FROM current e JOIN asked q LEFT JOIN closing c ON c.subject = e.subject LEFT JOIN served s ON s.subject = e.subject
	WHERE e.kind = 'enrolment'
),
outcome AS (
	SELECT subject, max(day), json_extract(fields, '$.destination') AS destination
	FROM current WHERE kind = 'outcome' GROUP BY subject
)
SELECT 'e2c', 'learners_active', p."by", p.code, count(DISTINCT s.subject), ''
FROM span p LEFT JOIN spell s ON s.first <= p.last AND (s.last IS NULL OR s.last >= p.first) GROUP BY p."by", p.code
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
SELECT 'e2c', 'contact_hours', '', '', sum(minutes) / 60.0, '' FROM attended
UNION ALL
SELECT 'e2c', 'contact_hours', 'month', m.code, sum(a.minutes) / 60.0, ''
FROM month m LEFT JOIN attended a ON a.month = m.code GROUP BY m.code
UNION ALL
SELECT 'e2c', 'contact_hours', 'site', site, sum(minutes) / 60.0, '' FROM attended GROUP BY site
HAVING count(minutes) > 0
UNION ALL
SELECT 'e2c', 'attendance_rate', '', '', sum(minutes), coalesce(sum(planned), 0) FROM attended
UNION ALL
SELECT 'e2c', 'attendance_rate', 'month', m.code, sum(a.minutes), coalesce(sum(a.planned), 0)
FROM month m LEFT JOIN attended a ON a.month = m.code GROUP BY m.code
UNION ALL
SELECT 'e2c', 'attendance_rate', 'site', site, sum(minutes), coalesce(sum(planned), 0) FROM attended GROUP BY site
HAVING count(minutes) + count(planned) > 0
UNION ALL
SELECT 'e2c', 'full_path_rate', p."by", p.code, count(CASE WHEN s.close = 'completion' THEN 1 END),
	count(CASE WHEN coalesce(s.reason, '') NOT IN ('moved', 'deceased') AND coalesce(s.trial, 0) = 0
		THEN s.subject END)
FROM span p LEFT JOIN spell s ON s.last BETWEEN p.first AND p.last GROUP BY p."by", p.code
UNION ALL
SELECT 'e2c', 'insertion_rate_ma', p."by", p.code,
	count(DISTINCT CASE WHEN o.destination IN ('formal_school', 'vocational_training', 'apprenticeship', 'employment',
		'self_employment') THEN s.subject END),
	count(DISTINCT s.subject)
FROM span p LEFT JOIN spell s ON s.close = 'completion' AND s.last BETWEEN p.first AND p.last
	LEFT JOIN outcome o ON o.subject = s.subject
GROUP BY p."by", p.code;
