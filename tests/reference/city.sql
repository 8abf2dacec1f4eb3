-- city.sql: persons over all programs, each counted once (2A.8): enrolled on a day of the window or, in a program without
-- enrolments, with an entry in it.  Sex and age are those of the first presence, in the order of the programs.

INSERT INTO metric VALUES
	('city', 'persons', 1, 0, 0, 0, 0, 0, 'sex,age_band', ''),
	('city', 'persons_in_several', 1, 0, 0, 0, 0, 0, 'sex,age_band', '');
CREATE TEMP TABLE present AS
SELECT *, row_number() OVER (PARTITION BY w, subject ORDER BY program, first, nth) AS nth_of_person,
	min(program) OVER (PARTITION BY w, subject) <> max(program) OVER (PARTITION BY w, subject) AS several
FROM (
	SELECT w, subject, program, 's' AS u, id AS unit, first, 0 AS nth FROM spell_in
	UNION ALL
	SELECT ew.w, e.subject, e.program, 'e', e.id, e.day, e.nth FROM e JOIN ew ON ew.id = e.id
	WHERE e.program = 'spaces' AND e.subject_type = 1
);
INSERT INTO c
SELECT 'city', 'persons', 'n', '', 'persons', w, 1, u, unit, subject, 1000000 FROM present WHERE nth_of_person = 1
UNION ALL
SELECT 'city', 'persons_in_several', 'n', '', 'persons', w, 1, u, unit, subject, 1000000 FROM present
WHERE nth_of_person = 1 AND several;
