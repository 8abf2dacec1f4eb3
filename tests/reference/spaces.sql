-- spaces.sql: the parts of the metrics of the program spaces (2D), by the formulas of the dictionary.

INSERT INTO metric VALUES
	-- scale, per, plus, ratio, sums, zero
	('spaces', 'visits', 1, 0, 0, 0, 1, 0, 'site,zone,location', ''),
	('spaces', 'visits_per_1000', 1000, 0, 0, 2, 1, 0, 'area', ''),
	('spaces', 'visits_per_open_hour', 1, 0, 0, 1, 1, 0, 'site', ''),
	('spaces', 'visits_estimated', 1, 0, 0, 0, 1, 0, 'site,zone,location', ''),
	('spaces', 'seat_occupancy', 100, 0, 0, 1, 1, 1, 'zone,site', ''),
	('spaces', 'loans', 1, 0, 0, 0, 1, 0, 'site,format,audience', ''),
	('spaces', 'loans_per_1000', 1000, 0, 0, 2, 1, 0, 'format,area', ''),
	('spaces', 'pc_hours_per_1000', 1000, 0, 0, 2, 1, 0, 'area', ''),
	('spaces', 'events', 1, 0, 0, 0, 1, 0, 'site,event_type,age_band,location,partner', ''),
	('spaces', 'event_attendance', 1, 0, 0, 0, 1, 0, 'event_type,age_band,site,location,partner', ''),
	('spaces', 'avg_attendance', 1, 0, 0, 1, 1, 1, 'event_type,age_band,site,partner', ''),
	('spaces', 'programme_attendance_per_1000', 1000, 0, 0, 2, 1, 0, 'area', ''),
	('spaces', 'active_member_rate', 100, 0, 0, 1, 1, 0, 'site', ''),
	('spaces', 'digital_reach', 100, 0, 0, 1, 0, 0, '', ''),
	('spaces', 'children_supported', 1, 0, 0, 0, 0, 0, 'sex,age_band,support,site,partner', ''),
	('spaces', 'support_hours', 1, 60, 0, 0, 1, 0, 'support,site,partner', ''),
	('spaces', 'goal_mastery_rate', 100, 0, 0, 1, 1, 0, 'domain', ''),
	('spaces', 'prompt_fade', 100, 0, 0, 1, 1, 0, 'domain', ''),
	('spaces', 'mainstream_integration_rate', 100, 0, 0, 1, 0, 0, 'sex', '');
-- Inhabitants are the same for loans of every format.
INSERT INTO undivided VALUES ('spaces', 'loans_per_1000', 'format');

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
SELECT 'spaces', m.metric, CASE count_type WHEN 'sample' THEN 'a' ELSE 'n' END, CASE count_type WHEN 'sample'
	THEN 'samples' ELSE '' END,
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
FROM counted JOIN (VALUES ('event_attendance'), ('programme_attendance_per_1000')) m WHERE kind = 'event'
	AND attendees IS NOT NULL
UNION ALL
SELECT 'spaces', 'avg_attendance', 'n', '', 'sum', w, inside, 'e', id, subject, attendees * 1000000
FROM counted WHERE kind = 'event' AND events > 0 AND attendees > 0
UNION ALL
SELECT 'spaces', 'avg_attendance', 'd', '', 'sum', w, inside, 'e', id, subject, events * 1000000
FROM counted WHERE kind = 'event' AND events > 0 AND attendees > 0;

INSERT INTO stand
SELECT program, m.column1, w, "by", grp, value
FROM inhabitants JOIN (VALUES ('visits_per_1000'), ('loans_per_1000'), ('pc_hours_per_1000'),
	('programme_attendance_per_1000')) m
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

-- Prompts: of the same goals, with two or more levels told; the others are left out, as not recorded.
CREATE TEMP TABLE prompted AS
SELECT g.*, (SELECT count(prompt_level) FROM trial t JOIN win w ON w.w = g.w WHERE t.goal = g.id AND t.day <= w.last) AS told,
	(SELECT prompt_level FROM trial t JOIN win w ON w.w = g.w WHERE t.goal = g.id AND t.day <= w.last AND prompt_level IS NOT NULL
		ORDER BY t.nth LIMIT 1) AS at_start,
	(SELECT prompt_level FROM trial t JOIN win w ON w.w = g.w WHERE t.goal = g.id AND t.day <= w.last AND prompt_level IS NOT NULL
		ORDER BY t.nth DESC LIMIT 1) AS at_end
FROM goal_in g WHERE NOT g.before;
INSERT INTO c
SELECT 'spaces', 'prompt_fade', 'n', '', 'sum', w, 1, 'e', id, subject, CASE WHEN told >= 2
	THEN (at_end <= at_start - 1) * 1000000 END
FROM prompted
UNION ALL
SELECT 'spaces', 'prompt_fade', 'd', '', 'sum', w, 1, 'e', id, subject, 1000000 FROM prompted WHERE told >= 2;

-- --- opening times: a capacity stands until the next one of the same zone (or of the site as a whole); closures apart ---

CREATE TEMP TABLE weekday(list, n);
INSERT INTO weekday
SELECT l.column1, n.column1 FROM (VALUES ('1-5', 1, 5), ('1-6', 1, 6), ('1-7', 1, 7), ('2-7', 2, 7)) l
	JOIN (VALUES (1), (2), (3), (4), (5), (6), (7)) n ON n.column1 BETWEEN l.column2 AND l.column3;
CREATE TEMP TABLE room AS
SELECT subject, coalesce(json_extract(f, '$.zone'), '') AS zone, day, json_extract(f, '$.open_minutes_per_day') AS minutes,
	json_extract(f, '$.open_weekdays') AS days,
	lead(day, 1, 99999) OVER (PARTITION BY subject, json_extract(f, '$.zone') ORDER BY nth) AS until
FROM e WHERE program = 'spaces' AND kind = 'capacity';
INSERT INTO assumed SELECT 'weekdays ' || days FROM room WHERE days NOT IN (SELECT list FROM weekday);
CREATE TEMP TABLE calendar AS
WITH RECURSIVE d(day) AS (SELECT min(win.before) FROM win UNION ALL SELECT day + 1
	FROM d WHERE day < (SELECT max(win.last) FROM win))
SELECT day, (day + 3) % 7 + 1 AS weekday FROM d;
-- The days of a window that are past on the day asked: the others have not been open yet.
CREATE TEMP VIEW past AS SELECT w, win.first, min(win.last, as_of) AS last FROM win, asked;
-- What each zone of a site says of each day: known, and for how long it is open.
CREATE TEMP TABLE zone_day AS
SELECT r.subject, r.zone, c.day, CASE WHEN r.days IS NULL OR EXISTS (SELECT 1 FROM weekday w WHERE w.list = r.days
	AND w.n = c.weekday) THEN r.minutes ELSE 0 END AS minutes
FROM room r JOIN calendar c ON c.day >= r.day AND c.day < r.until;
-- A site as a whole: its own capacity, else the longest of its zones'.
CREATE TEMP TABLE open_day AS
SELECT z.subject, z.day, CASE WHEN EXISTS (SELECT 1 FROM e x WHERE x.program = 'spaces' AND x.kind = 'closure'
	AND x.subject = z.subject
		AND z.day BETWEEN x.day AND x.last_day) THEN 0
	ELSE coalesce(max(CASE z.zone WHEN '' THEN z.minutes END), max(z.minutes)) END AS minutes
FROM zone_day z GROUP BY z.subject, z.day;
CREATE INDEX temp.open_day_subject ON open_day(subject, day);

-- Visits per open hour: counts that begin before anything is known of the opening times, or reach beyond the window, are left
-- out; the hours are those of the window of every site with a count that is not.
CREATE TEMP TABLE per_hour AS
SELECT v.w, v.id, v.subject, v.visits, v.inside, v.inside AND e.day >= (
	SELECT min(o.day) FROM open_day o JOIN past w ON w.w = v.w WHERE o.subject = v.subject AND o.day BETWEEN w.first
		AND w.last) AS taken,
	e.nth
FROM counted v JOIN e ON e.id = v.id WHERE v.kind = 'visit_count' AND v.count_type <> 'sample';
INSERT INTO c
SELECT 'spaces', 'visits_per_open_hour', 'n', '', 'sum', w, inside, 'e', id, subject, CASE WHEN taken
	THEN visits * 1000000 END FROM per_hour
UNION ALL
SELECT 'spaces', 'visits_per_open_hour', 'd', '', 'sum', w, 1, 'e', id, subject, (
	SELECT (sum(o.minutes) * 1000000 + 30) / 60 FROM open_day o JOIN past ON past.w = p.w
	WHERE o.subject = p.subject AND o.day BETWEEN past.first AND past.last)
FROM (SELECT *, row_number() OVER (PARTITION BY w, subject ORDER BY nth DESC) AS back
	FROM per_hour WHERE taken) p WHERE back = 1;

-- The estimate (2A.3 rule 9), by site and place: visits of the samples, by their open days, times the window's open days.
-- The story samples no zone of its own.
INSERT INTO assumed SELECT 'sample in a zone' FROM e WHERE kind = 'visit_count' AND json_extract(f, '$.count_type') = 'sample'
	AND json_extract(f, '$.zone') IS NOT NULL;
CREATE TEMP TABLE sampled AS
SELECT v.w, v.inside, v.id, v.subject, json_extract(e.f, '$.location') AS location, v.visits, e.nth,
	e.last_day - e.day + 1 AS days,
	(SELECT count(*) FROM open_day o WHERE o.subject = v.subject AND o.day BETWEEN e.day AND e.last_day) AS known,
	(SELECT count(*) FROM open_day o WHERE o.subject = v.subject AND o.day BETWEEN e.day AND e.last_day AND o.minutes > 0) AS open,
	(SELECT count(*) FROM open_day o JOIN past ON past.w = v.w WHERE o.subject = v.subject
		AND o.day BETWEEN past.first AND past.last
		AND o.minutes > 0) AS window_open
FROM counted v JOIN e ON e.id = v.id WHERE v.kind = 'visit_count' AND v.count_type = 'sample';
INSERT INTO c
SELECT 'spaces', 'visits_estimated', 'n', '', 'sum', w, 0, 'e', id, subject, NULL FROM sampled WHERE NOT inside
UNION ALL
SELECT 'spaces', 'visits_estimated', 'n', '', 'sum', w, 1, 'e', id, subject,
	CASE WHEN all_known AND all_open > 0 THEN (all_visits * 1000000 * window_open + all_open / 2) / all_open END
FROM (
	SELECT *, row_number() OVER (PARTITION BY w, subject, location ORDER BY nth) AS place_nth,
		min(known = days) OVER one AS all_known,
		sum(open) OVER one AS all_open, sum(visits) OVER one AS all_visits
	FROM sampled WHERE inside WINDOW one AS (PARTITION BY w, subject, location)
) WHERE place_nth = 1;
