-- Literacy classes, SY2023 as of 2025-12-31: program,metric,by,group,numerator,denominator.
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
	WHERE e.program = (SELECT id FROM program WHERE code = 'literacy') AND e.fields IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.replaces = e.id)
		AND e.day <= (SELECT today FROM asked)
),
marked AS (
	SELECT subject, site, day, json_extract(fields, '$.status') AS status, json_extract(fields, '$.minutes') AS minutes,
		json_extract(fields, '$.planned_minutes') AS planned
	FROM current WHERE kind = 'attendance'
),
attendance AS MATERIALIZED (
	SELECT subject, site, day, status, planned, coalesce(minutes, CASE status WHEN 'present' THEN planned END) AS minutes
	FROM marked
),
-- Sums by month and site, which add up to all others; head counts give hours, never a rate.
attended AS MATERIALIZED (
	SELECT strftime('%Y-%m', a.day * 86400, 'unixepoch') AS month, a.site,
		sum(CASE WHEN a.status IN ('present', 'late') THEN a.minutes END) AS minutes,
		sum(CASE WHEN a.status = 'absent' OR a.status IN ('present', 'late') AND a.minutes IS NOT NULL
			THEN a.planned END) AS planned,
		NULL AS headcount
	FROM attendance a JOIN asked q ON a.day BETWEEN q.first AND q.last
	GROUP BY 1, 2
	UNION ALL
	SELECT strftime('%Y-%m', c.day * 86400, 'unixepoch'), c.site, NULL, NULL,
		sum(json_extract(c.fields, '$.present') * json_extract(c.fields, '$.planned_minutes'))
	FROM current c JOIN asked q ON c.day BETWEEN q.first AND q.last
	WHERE c.kind = 'headcount'
	GROUP BY 1, 2
),
closing AS (
	SELECT subject, min(day) AS day FROM current WHERE kind IN ('level_completion', 'exit') GROUP BY subject
),
served AS (
	SELECT subject, max(day) AS day
	FROM (SELECT subject, day FROM attendance WHERE minutes > 0
		UNION ALL SELECT subject, day FROM current WHERE kind = 'assessment')
	GROUP BY subject
),
spell AS MATERIALIZED (
	SELECT e.subject, e.site, e.day AS first,
		CASE WHEN c.day IS NOT NULL THEN c.day
			WHEN q.today - coalesce(s.day, e.day) > 90 THEN coalesce(s.day, e.day) END AS last
	FROM current e JOIN asked q LEFT JOIN closing c ON c.subject = e.subject LEFT JOIN served s ON s.subject = e.subject
	WHERE e.kind = 'enrolment'
),
result AS (
	SELECT day, json_extract(fields, '$.result') AS result FROM current WHERE kind = 'level_completion'
)
SELECT 'literacy', 'participants', p."by", p.code, count(DISTINCT s.subject), ''
FROM span p LEFT JOIN spell s ON s.first <= p.last AND (s.last IS NULL OR s.last >= p.first) GROUP BY p."by", p.code
UNION ALL
SELECT 'literacy', 'participants', 'site', s.site, count(DISTINCT s.subject), ''
FROM asked p JOIN spell s ON s.first <= p.last AND (s.last IS NULL OR s.last >= p.first) GROUP BY s.site
UNION ALL
SELECT 'literacy', 'learner_hours', '', '',
	CASE WHEN count(coalesce(minutes, headcount)) THEN (total(minutes) + total(headcount)) / 60 END, ''
FROM attended
UNION ALL
SELECT 'literacy', 'learner_hours', 'month', m.code,
	CASE WHEN count(coalesce(a.minutes, a.headcount)) THEN (total(a.minutes) + total(a.headcount)) / 60 END, ''
FROM month m LEFT JOIN attended a ON a.month = m.code GROUP BY m.code
UNION ALL
SELECT 'literacy', 'learner_hours', 'site', site,
	CASE WHEN count(coalesce(minutes, headcount)) THEN (total(minutes) + total(headcount)) / 60 END, ''
FROM attended GROUP BY site
HAVING count(minutes) + count(headcount) > 0
UNION ALL
SELECT 'literacy', 'attendance_rate', '', '', sum(minutes), coalesce(sum(planned), 0) FROM attended
UNION ALL
SELECT 'literacy', 'attendance_rate', 'month', m.code, sum(a.minutes), coalesce(sum(a.planned), 0)
FROM month m LEFT JOIN attended a ON a.month = m.code GROUP BY m.code
UNION ALL
SELECT 'literacy', 'pass_rate', p."by", p.code, count(CASE WHEN r.result = 'pass' THEN 1 END),
	count(CASE WHEN r.result IN ('pass', 'fail') THEN 1 END)
FROM span p LEFT JOIN result r ON r.day BETWEEN p.first AND p.last GROUP BY p."by", p.code;
