-- Literacy classes, SY2023 as of 2025-12-31: program,metric,by,group,numerator,denominator.
-- A person has one enrolment in these data, so a spell is an enrolment with its earliest closing and its last service.
WITH asked(first, last, before, today) AS (
	SELECT strftime('%s', '2023-09-01') / 86400, strftime('%s', '2024-08-31') / 86400,
		strftime('%s', '2022-09-01') / 86400, strftime('%s', '2025-12-31') / 86400
),
counter(n) AS (
	VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)
),
-- before: the first day of the period before.
span("by", code, before, first, last) AS (
	SELECT '', '', before, first, last FROM asked
	UNION ALL
	SELECT 'previous', '', strftime('%s', '2021-09-01') / 86400, before, first - 1 FROM asked
	UNION ALL
	SELECT 'month', strftime('%Y-%m', '2023-09-01', n || ' months'),
		strftime('%s', '2023-09-01', (n - 1) || ' months') / 86400,
		strftime('%s', '2023-09-01', n || ' months') / 86400,
		strftime('%s', '2023-09-01', (n + 1) || ' months') / 86400 - 1
	FROM counter
),
current AS MATERIALIZED (
	SELECT e.id, k.code AS kind, e.subject, s.code AS site, e.day, e.fields
	FROM entry e JOIN kind k ON k.id = e.kind LEFT JOIN site s ON s.id = e.site
	WHERE e.program = (SELECT id FROM program WHERE code = 'literacy') AND e.fields IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.replaces = e.id)
		AND e.day <= (SELECT today FROM asked)
),
enrolment AS MATERIALIZED (
	SELECT subject, site, day, json_extract(fields, '$.level') AS level,
		coalesce(json_extract(fields, '$.sex'), 'F') AS sex, json_extract(fields, '$.birth_year') AS birth_year
	FROM current WHERE kind = 'enrolment'
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
-- Sums by month (the year before in one), site and person, which add up to all others.
attended AS MATERIALIZED (
	SELECT CASE WHEN a.day < q.first THEN 'previous' ELSE strftime('%Y-%m', a.day * 86400, 'unixepoch') END AS month,
		a.site, a.subject, sum(CASE WHEN a.status IN ('present', 'late') THEN a.minutes END) AS minutes,
		sum(CASE WHEN a.status = 'absent' OR a.status IN ('present', 'late') AND a.minutes IS NOT NULL
			THEN a.planned END) AS planned,
		NULL AS headcount
	FROM attendance a JOIN asked q ON a.day BETWEEN q.before AND q.last
	GROUP BY 1, 2, 3
	UNION ALL
	SELECT CASE WHEN c.day < q.first THEN 'previous' ELSE strftime('%Y-%m', c.day * 86400, 'unixepoch') END,
		c.site, NULL, NULL, NULL,
		sum(json_extract(c.fields, '$.present') * json_extract(c.fields, '$.planned_minutes'))
	FROM current c JOIN asked q ON c.day BETWEEN q.before AND q.last
	WHERE c.kind = 'headcount'
	GROUP BY 1, 2
),
-- Head counts give hours, never a rate.
attended_in AS MATERIALIZED (
	SELECT p."by", p.code, sum(a.minutes) AS minutes, sum(a.planned) AS planned,
		count(DISTINCT a.subject) AS persons,
		CASE WHEN count(coalesce(a.minutes, a.headcount)) THEN total(a.minutes) + total(a.headcount) END AS all_minutes
	FROM span p LEFT JOIN attended a ON CASE p."by" WHEN '' THEN a.month <> 'previous'
		WHEN 'previous' THEN a.month = 'previous' ELSE a.month = p.code END
	GROUP BY p."by", p.code
),
closing AS (
	SELECT subject, min(day) AS day, coalesce(json_extract(fields, '$.reason'), '') AS reason,
		json_extract(fields, '$.result') AS result
	FROM current WHERE kind IN ('level_completion', 'exit') GROUP BY subject
),
served AS (
	SELECT subject, max(day) AS day
	FROM (SELECT subject, day FROM attendance WHERE minutes > 0
		UNION ALL SELECT subject, day FROM current WHERE kind = 'assessment')
	GROUP BY subject
),
spell AS MATERIALIZED (
	SELECT e.subject, e.site, e.sex, e.birth_year, e.day AS first, coalesce(c.reason, '') AS reason, c.result,
		c.day IS NULL AS lapsed,
		CASE WHEN c.day IS NOT NULL THEN c.day
			WHEN q.today - coalesce(s.day, e.day) > 90 THEN coalesce(s.day, e.day) END AS last
	FROM enrolment e JOIN asked q LEFT JOIN closing c ON c.subject = e.subject
		LEFT JOIN served s ON s.subject = e.subject
),
active AS MATERIALIZED (
	SELECT p."by", p.code, count(s.subject) AS n, count(DISTINCT s.subject) AS persons,
		count(DISTINCT CASE WHEN s.sex = 'F'
			AND strftime('%Y', s.first * 86400, 'unixepoch') - s.birth_year >= 15 THEN s.subject END) AS women
	FROM span p LEFT JOIN spell s ON s.first <= p.last AND (s.last IS NULL OR s.last >= p.first)
	GROUP BY p."by", p.code
),
ended AS MATERIALIZED (
	SELECT p."by", p.code, count(CASE WHEN s.result = 'pass' THEN 1 END) AS passed,
		count(CASE WHEN s.reason NOT IN ('moved', 'deceased', 'class_closed') THEN s.subject END) AS counted,
		count(CASE WHEN s.lapsed OR s.reason IN ('dropout', 'work', 'family', 'marriage', 'health', 'unknown')
			THEN s.subject END) AS dropped
	FROM span p LEFT JOIN spell s ON s.last BETWEEN p.first AND p.last
	GROUP BY p."by", p.code
),
result AS MATERIALIZED (
	SELECT subject, day, json_extract(fields, '$.result') AS result, json_extract(fields, '$.level') AS level
	FROM current WHERE kind = 'level_completion'
),
examined AS MATERIALIZED (
	SELECT p."by", p.code, count(CASE WHEN r.result = 'pass' THEN 1 END) AS passed,
		count(CASE WHEN r.result IN ('pass', 'fail') THEN 1 END) AS present, count(r.result) AS expected
	FROM span p LEFT JOIN result r ON r.day BETWEEN p.first AND p.last GROUP BY p."by", p.code
)
SELECT 'literacy', 'participants', "by", code, persons, '' FROM active
UNION ALL
SELECT 'literacy', 'participants', 'site', s.site, count(DISTINCT s.subject), ''
FROM asked p JOIN spell s ON s.first <= p.last AND (s.last IS NULL OR s.last >= p.first) GROUP BY s.site
UNION ALL
SELECT 'literacy', 'coverage', "by", code, women, 12285 FROM active
UNION ALL
SELECT 'literacy', 'learner_hours', "by", code, all_minutes / 60, '' FROM attended_in
UNION ALL
SELECT 'literacy', 'learner_hours', 'site', site, (total(minutes) + total(headcount)) / 60, '' FROM attended
WHERE month <> 'previous' GROUP BY site HAVING count(minutes) + count(headcount) > 0
UNION ALL
SELECT 'literacy', 'hours_per_participant', "by", code, minutes / 60.0, persons FROM attended_in
UNION ALL
SELECT 'literacy', 'attendance_rate', "by", code, minutes, coalesce(planned, 0) FROM attended_in
UNION ALL
SELECT 'literacy', 'pass_rate', "by", code, passed, present FROM examined
UNION ALL
SELECT 'literacy', 'exam_presence', "by", code, present, expected FROM examined
UNION ALL
SELECT 'literacy', 'l1_l2_transition', p."by", p.code, count(DISTINCT e.subject), count(DISTINCT r.subject)
FROM span p LEFT JOIN result r ON r.result = 'pass' AND r.level = 1 AND r.day >= p.before AND r.day < p.first
	LEFT JOIN enrolment e ON e.subject = r.subject AND e.level = 2 AND e.day <= p.last
GROUP BY p."by", p.code
UNION ALL
SELECT 'literacy', 'completion_rate', "by", code, passed, counted FROM ended
UNION ALL
SELECT 'literacy', 'dropout_rate', e."by", e.code, e.dropped, a.n
FROM ended e JOIN active a ON a."by" = e."by" AND a.code = e.code;
