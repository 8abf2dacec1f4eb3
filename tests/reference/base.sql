-- base.sql: what the references of all programs share.  Read after two tables, all dates in days:
--
--	stretch(w, code, first, last, before, before_last)	0 the period asked for, 1 the one before, 2 the same stretch last
--								year unless that is the same; each with the one before it
--	asked(first, last, as_of)				the period once more, and the day on which it is asked
--
-- Written from the dictionary's words: 2A.2 (spells), 2A.3 (evaluation), 2A.4 (periods), by other means than the program's:
-- joins over the whole register, where the program folds one history after the other.
--
-- Choices where the dictionary leaves one:
--  - On one day, openings come first, then records, services, closings, so that all that is dated on a spell's first day is
--    in it; of one role, what they say decides (program, kind, fields), never when they were logged.  (Who leaves and
--    enrols again on one day begins a new spell: tests/unit/log/test_spell.c; no story here has such a day.)
--  - A pair of tests counts in the window of the later one; of a person and domain, the last pair of the window decides
--    whether there was a gain.  Who had 12 hours is judged at the window's end, spell by spell.
--  - A work placement is a service, too.  A service after the close is none of the spell.
--  - A window knows nothing of what happened after its end: who left later is enrolled in it.  Lapses and the latest
--    outcome are judged on the day asked.
--  - Days of an interval count in a window that holds all of them; one that straddles its edge is left out (2A.3 rule 8).
--  - A group is looked for in the entry, in the enrolment of its spell, in the person's latest entry that has it, over all
--    programs; for an area, at the site; else it is U.  Of a spell, ages are those of its first day in the period.

CREATE TEMP TABLE site_area(site, area);
INSERT INTO site_area VALUES
	('site0', 'urban'), ('site1', 'urban'), ('site2', 'urban'), ('site3', 'rural'), ('site4', 'rural');
CREATE TEMP TABLE reference(id, value);
INSERT INTO reference VALUES ('population', 114455), ('illiterate_women', 12285), ('women_15plus', 40949);

-- --- windows: the period, the one before, and the months and quarters inside; each with the one before it ---

CREATE TEMP TABLE win(w INTEGER PRIMARY KEY, "by", grp, first, last, before, before_last);
INSERT INTO win SELECT w, CASE w WHEN 0 THEN '' ELSE 'period' END, CASE w WHEN 0 THEN '' ELSE code END, first, last,
	before, before_last
FROM stretch;
INSERT INTO win
WITH RECURSIVE month(at) AS (
	SELECT date(first * 86400, 'unixepoch', 'start of month') FROM asked
	UNION ALL
	SELECT date(at, '1 month') FROM month, asked WHERE strftime('%s', at, '1 month') / 86400 <= last
)
SELECT NULL, 'month', substr(at, 1, 7), max(first, strftime('%s', at) / 86400),
	min(last, strftime('%s', at, '1 month') / 86400 - 1),
	strftime('%s', at, '-1 month') / 86400, strftime('%s', at) / 86400 - 1
FROM month, asked;
INSERT INTO win
WITH start(at) AS (
	SELECT DISTINCT date(grp || '-01', '-' || ((substr(grp, 6) - 1) % 3) || ' months') FROM win WHERE "by" = 'month'
)
SELECT NULL, 'quarter', substr(at, 1, 4) || '-Q' || ((substr(at, 6, 2) + 2) / 3), max(first, strftime('%s', at) / 86400),
	min(last, strftime('%s', at, '3 months') / 86400 - 1),
	strftime('%s', at, '-3 months') / 86400, strftime('%s', at) / 86400 - 1
FROM start, asked;

-- --- entries: neither replaced nor void, none from after the day asked ---

CREATE TEMP TABLE known AS
SELECT e.id, g.code AS program, k.code AS kind, e.subject & 3 AS subject_type, e.subject, s.code AS site, e.day,
	coalesce(e.day_end, e.day) AS last_day, e.fields AS f,
	CASE WHEN k.code = 'enrolment' THEN 0 WHEN k.code IN ('attendance', 'assessment', 'placement') THEN 2
		WHEN k.code IN ('completion', 'level_completion', 'exit') THEN 3 ELSE 1 END AS role
FROM main.entry e JOIN main.program g ON g.id = e.program JOIN main.kind k ON k.id = e.kind
	LEFT JOIN main.site s ON s.id = e.site
WHERE e.fields IS NOT NULL AND e.id NOT IN (SELECT replaces FROM main.entry WHERE replaces IS NOT NULL);

-- What an entry is now, by any of the numbers it has had.
CREATE TEMP TABLE version(id INTEGER PRIMARY KEY, now);
INSERT INTO version
WITH RECURSIVE back(id, now) AS (
	SELECT id, id FROM known
	UNION ALL
	SELECT e.replaces, b.now FROM back b JOIN main.entry e ON e.id = b.id WHERE e.replaces IS NOT NULL
)
SELECT id, now FROM back;

-- An attendance says what its session says, unless it says so itself; who is present for no given time was so throughout.
CREATE TEMP TABLE register_line AS
SELECT a.id, json_extract(a.f, '$.status') AS status,
	coalesce(json_extract(a.f, '$.minutes'), CASE json_extract(a.f, '$.status') WHEN 'present' THEN
		coalesce(json_extract(a.f, '$.planned_minutes'), json_extract(s.f, '$.planned_minutes')) END) AS minutes,
	coalesce(json_extract(a.f, '$.planned_minutes'), json_extract(s.f, '$.planned_minutes')) AS planned_minutes,
	coalesce(json_extract(a.f, '$.cohort'), json_extract(s.f, '$.cohort')) AS cohort,
	json_extract(s.f, '$.subject') AS session_subject
FROM known a LEFT JOIN version v ON v.id = json_extract(a.f, '$.session') LEFT JOIN known s ON s.id = v.now
WHERE a.kind = 'attendance';
CREATE INDEX temp.register_line_id ON register_line(id);

CREATE TEMP TABLE e(id INTEGER PRIMARY KEY, program, kind, subject_type, subject, site, day, last_day, role, f, nth);
INSERT INTO e
SELECT k.id, k.program, k.kind, k.subject_type, k.subject, k.site, k.day, k.last_day, k.role,
	CASE k.kind WHEN 'attendance' THEN json_patch(k.f, json_object('minutes', r.minutes, 'planned_minutes',
		r.planned_minutes, 'cohort', r.cohort, 'session.subject', r.session_subject)) ELSE k.f END,
	row_number() OVER (PARTITION BY k.subject ORDER BY k.day, k.role, k.program, k.kind, k.f, k.last_day, k.site, k.id)
FROM known k LEFT JOIN register_line r ON r.id = k.id, asked q
WHERE k.day <= q.as_of;
CREATE INDEX temp.e_kind ON e(program, kind);
CREATE INDEX temp.e_subject ON e(subject, day);

-- --- spells (2A.2) ---

CREATE TEMP TABLE opening AS
SELECT id, program, subject, day, json_extract(f, '$.cohort') AS cohort,
	lead(day) OVER (PARTITION BY program, subject ORDER BY nth) AS next_day
FROM e WHERE kind = 'enrolment';

CREATE TEMP TABLE closing AS
SELECT o.id AS opening, c.id, c.kind, c.day, c.f,
	row_number() OVER (PARTITION BY o.id ORDER BY c.nth) AS nth
FROM opening o JOIN e c ON c.program = o.program AND c.subject = o.subject AND c.role = 3 AND c.day >= o.day
	AND (o.next_day IS NULL OR c.day < o.next_day);

CREATE TEMP TABLE served AS
SELECT o.id AS opening, max(s.day) AS day
FROM opening o JOIN e s ON s.program = o.program AND s.subject = o.subject AND s.role = 2 AND s.day >= o.day
	AND (o.next_day IS NULL OR s.day < o.next_day)
WHERE s.kind <> 'attendance' OR json_extract(s.f, '$.minutes') > 0
GROUP BY o.id;

CREATE TEMP TABLE spell(id INTEGER PRIMARY KEY, program, subject, first, last, lapsed, close_day, close_kind, reason, trial,
	result, award, next_day, open_f, last_served);
INSERT INTO spell
SELECT o.id, o.program, o.subject, o.day,
	CASE WHEN c.id IS NOT NULL THEN c.day WHEN o.next_day IS NOT NULL THEN coalesce(s.day, o.day)
		WHEN q.as_of - coalesce(s.day, o.day) > 90 AND NOT EXISTS (SELECT 1 FROM known p WHERE p.program = o.program
			AND p.kind = 'session' AND p.day > q.as_of AND json_extract(p.f, '$.planned')
			AND json_extract(p.f, '$.cohort') = o.cohort)
		THEN coalesce(s.day, o.day) END,
	c.id IS NULL, c.day, c.kind, json_extract(c.f, '$.reason'), coalesce(json_extract(c.f, '$.trial'), 0),
	json_extract(c.f, '$.result'), json_extract(c.f, '$.award'), o.next_day, e.f, coalesce(s.day, o.day)
FROM opening o JOIN e ON e.id = o.id JOIN asked q LEFT JOIN closing c ON c.opening = o.id AND c.nth = 1
	LEFT JOIN served s ON s.opening = o.id;
UPDATE spell SET lapsed = 0 WHERE last IS NULL;

-- Nobody is enrolled twice at once: the rules do not let anybody log that, so a spell may end where the next begins.
CREATE TEMP TABLE assumed(what, CHECK (what IS NULL));
INSERT INTO assumed
SELECT 'enrolled twice: entry ' || id FROM spell
WHERE next_day IS NOT NULL AND (close_day IS NULL AND next_day - last_served <= 90 OR close_day >= next_day);

-- The spell that an entry is in, or was the last to be in.
CREATE TEMP TABLE in_spell(id INTEGER PRIMARY KEY, spell);
INSERT INTO in_spell
SELECT e.id, s.id FROM e JOIN spell s ON s.program = e.program AND s.subject = e.subject
	AND s.first <= e.day AND (s.next_day IS NULL OR e.day < s.next_day);

-- --- units by window ---

-- Entries, with the windows they lie in (inside) or only reach into.
CREATE TEMP TABLE ew AS
SELECT e.id, w.w, e.day >= w.first AND e.last_day <= w.last AS inside
FROM e JOIN win w ON e.day <= w.last AND e.last_day >= w.first;
CREATE INDEX temp.ew_id ON ew(id);
CREATE TEMP VIEW unit AS
SELECT e.program, e.kind, e.id, e.subject, e.day, e.site, e.f, ew.w, ew.inside FROM e JOIN ew ON ew.id = e.id;

-- The same, of the period before each window.
CREATE TEMP TABLE ew_before AS
SELECT e.id, w.w, e.day >= w.before AND e.last_day <= w.before_last AS inside
FROM e JOIN win w ON e.day <= w.before_last AND e.last_day >= w.before;
CREATE INDEX temp.ew_before_id ON ew_before(id);
CREATE TEMP VIEW unit_before AS
SELECT e.program, e.kind, e.id, e.subject, e.day, e.site, e.f, ew.w, ew.inside FROM e JOIN ew_before ew ON ew.id = e.id;

-- Spells with a day in the window; `ended` in it; how they closed, only if that was by its end.
CREATE TEMP TABLE spell_in AS
SELECT s.id, s.program, s.subject, s.first, s.last, s.next_day, s.open_f, w.w, s.first >= w.first AS opened,
	s.last IS NOT NULL AND s.last <= w.last AS ended, s.lapsed AND s.last <= w.last AS lapsed,
	CASE WHEN s.close_day <= w.last THEN s.close_kind END AS close_kind,
	CASE WHEN s.close_day <= w.last THEN s.close_day END AS close_day,
	coalesce(CASE WHEN s.close_day <= w.last THEN s.reason END, '') AS reason,
	CASE WHEN s.close_day <= w.last THEN s.trial ELSE 0 END AS trial,
	coalesce(CASE WHEN s.close_day <= w.last THEN s.result END, '') AS result,
	coalesce(CASE WHEN s.close_day <= w.last THEN s.award END, '') AS award,
	w.first AS w_first, w.last AS w_last
FROM spell s JOIN win w ON s.first <= w.last AND (s.last IS NULL OR s.last >= w.first);

-- --- tests and the entry test that they are compared with: the latest one of the domain in the spell ---

-- Minutes attended by day, of spells.
CREATE TEMP TABLE hours AS
SELECT i.spell, e.day, sum(json_extract(e.f, '$.minutes')) AS minutes
FROM e JOIN in_spell i ON i.id = e.id WHERE e.kind = 'attendance' AND json_extract(e.f,
	'$.minutes') > 0 GROUP BY i.spell, e.day;
CREATE INDEX temp.hours_spell ON hours(spell, day);

CREATE TEMP TABLE test AS
SELECT e.id, e.program, e.subject, e.day, e.nth, i.spell, json_extract(e.f, '$.domain') AS domain,
	json_extract(e.f, '$.type') AS type, json_extract(e.f, '$.level') AS level, json_extract(e.f, '$.form') AS form
FROM e JOIN in_spell i ON i.id = e.id WHERE e.kind = 'assessment';
CREATE INDEX temp.test_spell ON test(spell, domain, type);

-- A pair: a later test and its entry test, with so many hours (6, as the story's sijil.yaml has it) attended on the days
-- between the two, and not the same form as far as is known.
CREATE TEMP TABLE pair AS
SELECT * FROM (
	SELECT t.*, b.level AS entry_level, (SELECT coalesce(sum(minutes), 0) FROM hours h WHERE h.spell = t.spell
		AND h.day > b.day AND h.day < t.day) AS minutes, b.form AS entry_form,
		row_number() OVER (PARTITION BY t.id ORDER BY b.nth DESC) AS back
	FROM test t JOIN test b ON b.spell = t.spell AND b.domain = t.domain AND b.type = 'entry' AND b.day <= t.day AND b.id <> t.id
	WHERE t.type IN ('progress', 'exit')
) WHERE back = 1 AND minutes >= 6 * 60 AND (form IS NULL OR entry_form IS NULL OR form <> entry_form);

-- --- what metrics are made of ---

-- take: count, persons, sum, latest (one per subject and window), median.  u: 'e' an entry, 's' a spell (by its
-- opening entry), '' neither.  amount in millionths; NULL where it was not recorded.
CREATE TEMP TABLE c(program, metric, side, title, take, w, inside, u, unit, subject, amount);
-- Standing denominators, as a whole ("by" is empty) and of the groups that have one; in millionths.
CREATE TEMP TABLE stand(program, metric, w, "by", grp, value);
-- per, scale, offset as in the formula; ratio: it has a denominator.  zero: of nothing above, it is a zero if there is
-- something below (the same units stand on both sides), else it is missing; counts are never missing.
-- Breakdowns whose groups have the denominator of the whole.
CREATE TEMP TABLE undivided(program, metric, "by");
CREATE TEMP TABLE part_title(program, metric, title);
CREATE TEMP TABLE metric(program, metric, scale, per, plus, ratio, sums, zero, breakdowns, needs);
