-- spaces.sql: the parts of the metrics of the program spaces (2D), by the formulas of the dictionary.

INSERT INTO metric VALUES
	-- scale, per, plus, ratio, sums, zero
	('spaces', 'visits', 1, 0, 0, 0, 1, 0, 'site,zone,location', ''),
	('spaces', 'visits_per_1000', 1000, 0, 0, 2, 1, 0, '', ''),
	('spaces', 'seat_occupancy', 100, 0, 0, 1, 1, 1, 'zone,site', ''),
	('spaces', 'loans', 1, 0, 0, 0, 1, 0, 'site,format,audience', ''),
	('spaces', 'loans_per_1000', 1000, 0, 0, 2, 1, 0, '', ''),
	('spaces', 'pc_hours_per_1000', 1000, 0, 0, 2, 1, 0, '', ''),
	('spaces', 'events', 1, 0, 0, 0, 1, 0, 'site,event_type,age_band,location', ''),
	('spaces', 'event_attendance', 1, 0, 0, 0, 1, 0, 'event_type,age_band,site,location', ''),
	('spaces', 'avg_attendance', 1, 0, 0, 1, 1, 1, 'event_type,age_band,site', ''),
	('spaces', 'programme_attendance_per_1000', 1000, 0, 0, 2, 1, 0, '', ''),
	('spaces', 'active_member_rate', 100, 0, 0, 1, 1, 0, 'site', ''),
	('spaces', 'digital_reach', 100, 0, 0, 1, 0, 0, '', ''),
	('spaces', 'children_supported', 1, 0, 0, 0, 0, 0, 'sex,age_band,support,site', ''),
	('spaces', 'support_hours', 1, 60, 0, 0, 1, 0, 'support,site', ''),
	('spaces', 'goal_mastery_rate', 100, 0, 0, 1, 1, 0, 'domain', ''),
	('spaces', 'mainstream_integration_rate', 100, 0, 0, 1, 0, 0, 'sex', '');

CREATE TEMP TABLE counted AS
SELECT w, inside, id, kind, subject, json_extract(f, '$.count_type') AS count_type, json_extract(f, '$.visits') AS visits,
	json_extract(f, '$.loans') AS loans, json_extract(f, '$.access') AS access,
	CAST(round(json_extract(f, '$.hours') * 100) AS INTEGER) * 10000 AS hours,
	json_extract(f, '$.events') AS events, json_extract(f, '$.attendees') AS attendees,
	json_extract(f, '$.occupied') AS occupied, json_extract(f, '$.seats') AS seats
FROM unit WHERE program = 'spaces' AND kind IN ('visit_count', 'loan_count', 'computer_use', 'event', 'seat_count');

-- Samples are never part of a sum; they are printed beside it.
CREATE TEMP TABLE of_visits(metric);
INSERT INTO of_visits VALUES ('visits'), ('visits_per_1000');
INSERT INTO c
SELECT 'spaces', m.metric, CASE count_type WHEN 'sample' THEN 'a' ELSE 'n' END, CASE count_type WHEN 'sample' THEN 'samples' ELSE '' END,
	'sum', w, inside, 'e', id, subject, visits * 1000000
FROM counted JOIN of_visits m WHERE kind = 'visit_count'
UNION ALL
SELECT 'spaces', m.column1, 'n', '', 'sum', w, inside, 'e', id, subject, loans * 1000000
FROM counted JOIN (VALUES ('loans'), ('loans_per_1000')) m WHERE kind = 'loan_count'
UNION ALL
SELECT 'spaces', 'pc_hours_per_1000', 'n', '', 'sum', w, inside, 'e', id, subject, hours
FROM counted WHERE kind = 'computer_use' AND access = 'pc'
UNION ALL
SELECT 'spaces', 'seat_occupancy', 'n', '', 'sum', w, inside, 'e', id, subject, occupied * 1000000
FROM counted WHERE kind = 'seat_count'
UNION ALL
SELECT 'spaces', 'seat_occupancy', 'd', '', 'sum', w, inside, 'e', id, subject, seats * 1000000
FROM counted WHERE kind = 'seat_count';

-- An event that nobody attended may have been cancelled: it is no event, and stands beside them.  A line that counts no
-- event counts attendees only; a line without attendees counts events only.
INSERT INTO c
SELECT 'spaces', 'events', 'n', '', 'sum', w, inside, 'e', id, subject, events * 1000000
FROM counted WHERE kind = 'event' AND events > 0 AND coalesce(attendees, 1) <> 0
UNION ALL
SELECT 'spaces', m.column1, 'a', 'without attendees (cancelled?)', 'sum', w, inside, 'e', id, subject, events * 1000000
FROM counted JOIN (VALUES ('events'), ('avg_attendance')) m WHERE kind = 'event' AND events > 0 AND attendees = 0
UNION ALL
SELECT 'spaces', m.column1, 'n', '', 'sum', w, inside, 'e', id, subject, attendees * 1000000
FROM counted JOIN (VALUES ('event_attendance'), ('programme_attendance_per_1000')) m WHERE kind = 'event' AND attendees IS NOT NULL
UNION ALL
SELECT 'spaces', 'avg_attendance', 'n', '', 'sum', w, inside, 'e', id, subject, attendees * 1000000
FROM counted WHERE kind = 'event' AND events > 0 AND attendees > 0
UNION ALL
SELECT 'spaces', 'avg_attendance', 'd', '', 'sum', w, inside, 'e', id, subject, events * 1000000
FROM counted WHERE kind = 'event' AND events > 0 AND attendees > 0;

INSERT INTO c
SELECT program, m.column1, 'd', '', 'standing', w, 1, '', NULL, NULL, value
FROM inhabitants JOIN (VALUES ('visits_per_1000'), ('loans_per_1000'), ('pc_hours_per_1000'), ('programme_attendance_per_1000')) m
WHERE what = 'population';

-- The last membership entry of each site in the window: one that gives both numbers, or any.
CREATE TEMP TABLE members AS
SELECT u.w, u.id, u.subject, json_extract(u.f, '$.members_total') AS members, json_extract(u.f, '$.active_members') AS active,
	row_number() OVER (PARTITION BY u.w, u.subject ORDER BY e.nth DESC) AS back,
	row_number() OVER (PARTITION BY u.w, u.subject, json_extract(u.f, '$.active_members') IS NULL ORDER BY e.nth DESC) AS back_both
FROM unit u JOIN e ON e.id = u.id WHERE u.program = 'spaces' AND u.kind = 'membership';
INSERT INTO c
SELECT 'spaces', 'active_member_rate', 'n', '', 'latest', w, 1, 'e', id, subject, active * 1000000 FROM members
WHERE active IS NOT NULL AND back_both = 1
UNION ALL
SELECT 'spaces', 'active_member_rate', 'd', '', 'latest', w, 1, 'e', id, subject, members * 1000000 FROM members
WHERE active IS NOT NULL AND back_both = 1
UNION ALL
SELECT 'spaces', 'digital_reach', 'd', '', 'latest', w, 1, 'e', id, subject, members * 1000000 FROM members WHERE back = 1
UNION ALL
SELECT program, 'digital_reach', 'n', '', 'persons', w, 1, 'e', id, subject, 1000000 FROM unit
WHERE program = 'spaces' AND kind = 'visit'
UNION ALL
SELECT program, 'children_supported', 'n', '', 'persons', w, 1, 'e', id, subject, 1000000 FROM unit
WHERE program = 'spaces' AND kind = 'support_session'
UNION ALL
SELECT program, 'support_hours', 'n', '', 'sum', w, 1, 'e', id, subject, json_extract(f, '$.minutes') * 1000000 FROM unit
WHERE program = 'spaces' AND kind = 'support_session';

-- --- integration: what the person's latest entry says, on the day asked ---

CREATE TEMP TABLE still AS
SELECT subject, still FROM (
	SELECT subject, coalesce(json_extract(f, '$.still_there'), 'unknown') AS still,
		row_number() OVER (PARTITION BY subject ORDER BY nth DESC) AS back
	FROM e WHERE program = 'spaces' AND kind = 'mainstream_integration'
) WHERE back = 1;
INSERT INTO c
SELECT u.program, 'mainstream_integration_rate', m.side, m.title, 'persons', u.w, 1, 'e', u.id, u.subject, 1000000
FROM unit u JOIN still s ON s.subject = u.subject JOIN (
	SELECT 'n' AS side, '' AS title, 'yes' AS still UNION ALL SELECT 'd', '', 'yes' UNION ALL SELECT 'd', '', 'no'
	UNION ALL SELECT 'a', 'not known', 'unknown'
) m ON m.still = s.still
WHERE u.program = 'spaces' AND u.kind = 'mainstream_integration';

-- --- goals: mastered by a day if the last sessions up to it, as many as the goal asks for, each reached the criterion ---

CREATE TEMP TABLE goal AS
SELECT id, subject, day, json_extract(f, '$.goal_id') AS goal_id, json_extract(f, '$.criterion') AS criterion,
	json_extract(f, '$.consecutive') AS consecutive
FROM e WHERE program = 'spaces' AND kind = 'goal';
CREATE TEMP TABLE trial AS
SELECT g.id AS goal, p.id, p.day, p.nth, json_extract(p.f, '$.prompt_level') AS prompt_level,
	json_extract(p.f, '$.successes') * 100 >= json_extract(p.f, '$.trials') * g.criterion AS reached
FROM goal g JOIN e p ON p.program = 'spaces' AND p.kind = 'goal_progress' AND p.subject = g.subject AND p.day >= g.day
	AND json_extract(p.f, '$.goal_id') = g.goal_id;
CREATE INDEX temp.trial_goal ON trial(goal, nth);
-- Mastered as of each session: so many in a row, since the last one that missed the criterion, are enough.
CREATE TEMP TABLE mastered AS
SELECT t.goal, t.day, t.nth, t.so_far - coalesce(max(CASE WHEN NOT t.reached THEN t.so_far END)
	OVER (PARTITION BY t.goal ORDER BY t.nth), 0) >= t.consecutive AS so
FROM (
	SELECT t.*, g.consecutive, row_number() OVER (PARTITION BY t.goal ORDER BY t.nth) AS so_far
	FROM trial t JOIN goal g ON g.id = t.goal
) t;
CREATE INDEX temp.mastered_goal ON mastered(goal, nth);
CREATE TEMP TABLE goal_in AS
SELECT w.w, g.id, g.subject,
	coalesce((SELECT so FROM mastered m WHERE m.goal = g.id AND m.day < w.first ORDER BY nth DESC LIMIT 1), 0) AS before,
	coalesce((SELECT so FROM mastered m WHERE m.goal = g.id AND m.day <= w.last ORDER BY nth DESC LIMIT 1), 0) AS after
FROM goal g JOIN win w ON g.day <= w.last;
INSERT INTO c
SELECT 'spaces', 'goal_mastery_rate', 'n', '', 'sum', w, 1, 'e', id, subject, after * 1000000 FROM goal_in WHERE NOT before
UNION ALL
SELECT 'spaces', 'goal_mastery_rate', 'd', '', 'sum', w, 1, 'e', id, subject, 1000000 FROM goal_in WHERE NOT before;
