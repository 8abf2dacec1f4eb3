-- Community spaces, SY2023 as of 2025-12-31: program,metric,by,group,numerator,denominator.
-- A count over several days belongs to a month only if it lies within it; in these data all are of one day.
WITH asked(first, last, before) AS (
	SELECT strftime('%s', '2023-09-01') / 86400, strftime('%s', '2024-08-31') / 86400,
		strftime('%s', '2022-09-01') / 86400
),
counter(n) AS (
	VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)
),
month(code) AS (
	SELECT strftime('%Y-%m', '2023-09-01', n || ' months') FROM counter
),
current AS (
	SELECT k.code AS kind, s.code AS site, e.fields,
		CASE WHEN e.day < q.first THEN 'previous' ELSE strftime('%Y-%m', e.day * 86400, 'unixepoch') END AS month
	FROM entry e JOIN asked q ON e.day >= q.before AND coalesce(e.day_end, e.day) <= q.last
		JOIN kind k ON k.id = e.kind LEFT JOIN site s ON s.id = e.site
	WHERE e.program = (SELECT id FROM program WHERE code = 'spaces') AND e.fields IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.replaces = e.id)
),
counted AS (
	SELECT kind, site, month, json_extract(fields, '$.visits') AS visits, json_extract(fields, '$.count_type') AS type,
		json_extract(fields, '$.loans') AS loans, json_extract(fields, '$.attendees') AS attendees,
		coalesce(json_extract(fields, '$.events'), 1) AS events
	FROM current WHERE kind IN ('visit_count', 'loan_count', 'event')
),
-- Sums by month (the year before in one) and site, which add up to all others.
sums AS MATERIALIZED (
	SELECT month, site, sum(CASE WHEN type <> 'sample' THEN visits END) AS visits, sum(loans) AS loans,
		sum(attendees) AS attendees,
		sum(CASE WHEN kind = 'event' AND events > 0 AND (attendees IS NULL OR attendees <> 0) THEN events END) AS events,
		sum(CASE WHEN kind = 'event' AND events > 0 AND attendees > 0 THEN attendees END) AS met,
		sum(CASE WHEN kind = 'event' AND events > 0 AND attendees > 0 THEN events END) AS meetings
	FROM counted GROUP BY month, site
),
grouped AS MATERIALIZED (
	SELECT CASE month WHEN 'previous' THEN 'previous' ELSE '' END AS "by", '' AS code, sum(visits) AS visits,
		sum(loans) AS loans, sum(attendees) AS attendees, sum(events) AS events, sum(met) AS met,
		sum(meetings) AS meetings
	FROM sums GROUP BY 1
	UNION ALL
	SELECT 'month', m.code, sum(visits), sum(loans), sum(attendees), sum(events), sum(met), sum(meetings)
	FROM month m LEFT JOIN sums ON sums.month = m.code GROUP BY m.code
	UNION ALL
	SELECT 'site', site, sum(visits), sum(loans), sum(attendees), sum(events), sum(met), sum(meetings)
	FROM sums WHERE month <> 'previous' GROUP BY site
)
-- A site where nothing was counted is no group.
SELECT 'spaces', 'visits', "by", code, visits, '' FROM grouped WHERE "by" <> 'site' OR visits IS NOT NULL
UNION ALL
SELECT 'spaces', 'visits_per_1000', "by", code, visits, 114455 FROM grouped WHERE "by" <> 'site'
UNION ALL
SELECT 'spaces', 'loans', "by", code, loans, '' FROM grouped WHERE "by" <> 'site' OR loans IS NOT NULL
UNION ALL
SELECT 'spaces', 'loans_per_1000', "by", code, loans, 114455 FROM grouped WHERE "by" <> 'site'
UNION ALL
SELECT 'spaces', 'events', "by", code, events, '' FROM grouped WHERE "by" <> 'site' OR events IS NOT NULL
UNION ALL
SELECT 'spaces', 'event_attendance', "by", code, attendees, '' FROM grouped
WHERE "by" <> 'site' OR attendees IS NOT NULL
UNION ALL
SELECT 'spaces', 'programme_attendance_per_1000', "by", code, attendees, 114455 FROM grouped WHERE "by" <> 'site'
UNION ALL
SELECT 'spaces', 'avg_attendance', "by", code, met, coalesce(meetings, 0) FROM grouped
WHERE "by" <> 'site' OR met IS NOT NULL;
