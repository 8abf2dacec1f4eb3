-- figures.sql: from the parts in `c` to figures, printed as program,metric,by,group,value,numerator,denominator; numbers
-- in millionths, nothing where there is none.

-- --- groups ---

CREATE TEMP TABLE axis(program, metric, "by", path);
INSERT INTO axis
WITH RECURSIVE split(program, metric, one, rest) AS (
	SELECT program, metric, '', breakdowns || ',' FROM metric WHERE breakdowns <> ''
	UNION ALL
	SELECT program, metric, substr(rest, 1, instr(rest, ',') - 1), substr(rest, instr(rest, ',') + 1) FROM split
	WHERE rest <> ''
)
SELECT program, metric, CASE WHEN instr(one, '=') THEN substr(one, 1, instr(one, '=') - 1) ELSE one END,
	CASE WHEN instr(one, '=') THEN substr(one, instr(one, '=') + 1) ELSE one END
FROM split WHERE one <> '';

CREATE TEMP TABLE path AS
SELECT DISTINCT path FROM axis WHERE path NOT IN ('site', 'age_band') UNION SELECT 'birth_year' UNION SELECT 'age_band';

-- What the person's latest entry that has the field says.
CREATE TEMP TABLE of_person AS
SELECT subject, path, value FROM (
	SELECT e.subject, p.path, json_extract(e.f, '$."' || p.path || '"') AS value,
		row_number() OVER (PARTITION BY e.subject, p.path ORDER BY e.nth DESC) AS nth
	FROM e JOIN path p WHERE e.subject_type = 1 AND json_extract(e.f, '$."' || p.path || '"') IS NOT NULL
) WHERE nth = 1;
CREATE INDEX temp.of_person_subject ON of_person(subject, path);

-- Every unit's own value, else its enrolment's, else the person's; of what another entry says (a dot), only its own.
CREATE TEMP TABLE said(u, unit, path, own, value);
INSERT INTO said
SELECT x.u, x.unit, p.path, json_extract(e.f, '$."' || p.path || '"'),
	CASE WHEN p.path LIKE 'open.%' THEN json_extract(o.open_f, '$."' || substr(p.path, 6) || '"')
		WHEN instr(p.path, '.') THEN json_extract(e.f, '$."' || p.path || '"')
		ELSE coalesce(json_extract(e.f, '$."' || p.path || '"'), json_extract(o.open_f, '$."' || p.path || '"'), l.value) END
FROM (SELECT DISTINCT u, unit FROM c WHERE u <> '') x JOIN e ON e.id = x.unit JOIN path p
	LEFT JOIN in_spell i ON i.id = x.unit LEFT JOIN spell o ON o.id = i.spell
	LEFT JOIN of_person l ON l.subject = e.subject AND l.path = p.path;
CREATE INDEX temp.said_unit ON said(unit, u, path);

CREATE TEMP TABLE bands(program, band, first, last);
INSERT INTO bands VALUES
	('e2c', '<13', -999, 12), ('e2c', '13-15', 13, 15), ('e2c', '16-18', 16, 18), ('e2c', '19-24', 19, 24), ('e2c',
		'25+', 25, 999),
	('literacy', '<15', -999, 14), ('literacy', '15-24', 15, 24), ('literacy', '25-34', 25, 34), ('literacy', '35-49', 35, 49),
	('literacy', '50-64', 50, 64), ('literacy', '65+', 65, 999),
	('spaces', '0-5', 0, 5), ('spaces', '6-12', 6, 12), ('spaces', '13-17', 13, 17), ('spaces', '18-64', 18, 64),
	('spaces', '65+', 65, 999),
	('city', '0-14', 0, 14), ('city', '15-24', 15, 24), ('city', '25-64', 25, 64), ('city', '65+', 65, 999);

CREATE TEMP TABLE grouped(program, u, unit, "by", path, grp);
INSERT INTO grouped
SELECT DISTINCT c.program, c.u, c.unit, a."by", a.path,
	CASE a.path
	WHEN 'site' THEN coalesce(e.site, CASE WHEN e.subject_type <> 3 THEN 'U' END)
	WHEN 'age_band' THEN coalesce(s.own, (SELECT band FROM bands b WHERE b.program = c.program
		AND strftime('%Y', CASE c.u WHEN 's' THEN max(e.day, q.first) ELSE e.day END * 86400, 'unixepoch') - y.value
			BETWEEN b.first AND b.last), 'U')
	ELSE coalesce(s.value, CASE a.path WHEN 'area' THEN r.area END, CASE WHEN e.subject_type <> 3 THEN 'U' END) END
FROM c JOIN axis a ON a.program = c.program AND a.metric = c.metric JOIN e ON e.id = c.unit JOIN asked q
	LEFT JOIN said s ON s.unit = c.unit AND s.u = c.u AND s.path = a.path
	LEFT JOIN said y ON y.unit = c.unit AND y.u = c.u AND y.path = 'birth_year'
	LEFT JOIN site_area r ON r.site = e.site
WHERE c.u <> '' AND c.side IN ('n', 'd') AND c.inside;
CREATE INDEX temp.grouped_unit ON grouped(unit, u, "by", path);

-- --- cells: each part of each side, by window; and by group ---

CREATE TEMP TABLE part AS
SELECT program, metric, side, title, w, '' AS "by", '' AS grp, count(amount) AS n,
	CASE take WHEN 'persons' THEN count(DISTINCT subject) * 1000000 WHEN 'median' THEN NULL ELSE coalesce(sum(amount),
		0) END AS amount,
	take
FROM c WHERE inside GROUP BY program, metric, side, title, take, w
UNION ALL
SELECT c.program, c.metric, c.side, c.title, c.w, a."by", g.grp, count(c.amount),
	CASE c.take WHEN 'persons' THEN count(DISTINCT c.subject) * 1000000 WHEN 'median'
		THEN NULL ELSE coalesce(sum(c.amount), 0) END,
	c.take
FROM c JOIN axis a ON a.program = c.program AND a.metric = c.metric
	JOIN grouped g ON g.program = c.program AND g.unit = c.unit AND g.u = c.u AND g."by" = a."by" AND g.path = a.path
WHERE c.inside AND g.grp IS NOT NULL AND c.amount IS NOT NULL AND (c.w = 0 OR a."by" = 'sex')
GROUP BY c.program, c.metric, c.side, c.title, c.take, c.w, a."by", g.grp
UNION ALL
SELECT program, metric, 'd', '', w, "by", grp, 1, value, 'standing' FROM stand WHERE "by" = '' OR w = 0;

-- Medians: the middle value, or the mean of the middle two.
UPDATE part SET amount = (
	SELECT sum(amount) / count(*) FROM (
		SELECT x.amount, row_number() OVER (ORDER BY x.amount) AS nth, count(*) OVER () AS n
		FROM c x LEFT JOIN axis a ON a.program = x.program AND a.metric = x.metric AND a."by" = part."by"
			LEFT JOIN grouped g ON g.program = x.program AND g.unit = x.unit AND g.u = x.u AND g."by" = a."by" AND g.path = a.path
		WHERE x.program = part.program AND x.metric = part.metric AND x.side = part.side AND x.title = part.title
			AND x.w = part.w AND x.inside AND x.amount IS NOT NULL AND (part."by" = '' OR g.grp = part.grp)
	) WHERE nth BETWEEN n / 2.0 AND n / 2.0 + 1
) WHERE take = 'median';

CREATE TEMP TABLE cell AS
SELECT m.program, m.metric, w.w, '' AS "by", '' AS grp FROM metric m JOIN win w
UNION ALL
SELECT DISTINCT program, metric, w, "by", grp FROM part WHERE "by" <> '' AND side IN ('n', 'd') AND n > 0;

CREATE TEMP TABLE side AS
SELECT program, metric, w, "by", grp, sum(CASE side WHEN 'n' THEN n END) AS top_n, sum(CASE side WHEN 'd'
	THEN n END) AS below_n,
	CAST(sum(CASE side WHEN 'n' THEN amount END) AS INTEGER) AS top, CAST(sum(CASE side WHEN 'd'
		THEN amount END) AS INTEGER) AS below,
	max(side = 'd' AND take = 'standing') AS stands
FROM part WHERE side IN ('n', 'd') GROUP BY program, metric, w, "by", grp;
CREATE INDEX temp.side_cell ON side(program, metric, w);

-- top and below as they are printed, and whether there is a value.
CREATE TEMP TABLE figure AS
SELECT x.*, m.scale, m.per, m.plus, m.ratio,
	CASE WHEN m.needs <> '' AND NOT EXISTS (SELECT 1 FROM e WHERE e.program = m.program AND e.kind = m.needs AND e.day <= w.last)
		THEN NULL
		WHEN coalesce(s.top_n, 0) > 0 OR NOT m.sums OR m.zero AND s.below_n > 0 THEN coalesce(s.top, 0) END AS top,
	CASE WHEN m.ratio THEN CASE WHEN u.metric IS NOT NULL THEN whole.below
		WHEN s.below_n > 0 OR m.ratio <> 2 THEN coalesce(s.below, 0) END END AS below
FROM cell x JOIN metric m ON m.program = x.program AND m.metric = x.metric JOIN win w ON w.w = x.w
	LEFT JOIN side s ON s.program = x.program AND s.metric = x.metric AND s.w = x.w AND s."by" = x."by" AND s.grp = x.grp
	LEFT JOIN undivided u ON u.program = x.program AND u.metric = x.metric AND u."by" = x."by"
	LEFT JOIN side whole ON whole.program = x.program AND whole.metric = x.metric AND whole.w = x.w AND whole."by" = '';

-- Rounded half away from zero, to six decimals.  Both sides are first divided by 10^4 if that leaves whole numbers, so that
-- no product is too large.
CREATE TEMP TABLE reduced AS
SELECT *, CASE WHEN top % 10000 = 0 AND below % 10000 = 0 THEN 10000 ELSE 1 END AS by_both FROM figure;
CREATE TEMP TABLE valued AS
SELECT program, metric, w, "by", grp, top, below, ratio, by_both, top / by_both * scale AS up,
	below / by_both * max(per, 1) AS down,
	CASE WHEN NOT ratio THEN (2 * abs(top) * scale / max(per, 1) + 1) / 2 * sign(top) + plus * 1000000
		WHEN below <> 0 AND top IS NOT NULL THEN
		(2 * abs(top / by_both * scale) * 1000000 + below / by_both * max(per, 1)) / (2 * (below / by_both * max(per, 1)))
			* sign(top / by_both * scale) + plus * 1000000 END AS value,
	CASE WHEN per > 1 THEN (2 * abs(top) + per) / (2 * per) * sign(top) ELSE top END AS shown
FROM reduced;

-- --- parity (SDG 4.5.1): the value of the first group divided by that of the second ---

CREATE TEMP TABLE parity_of(program, metric, of);
INSERT INTO parity_of VALUES ('e2c', 'gpi_attendance', 'attendance_rate'), ('e2c', 'gpi_insertion', 'insertion_rate_ma');
CREATE TEMP TABLE parity AS
SELECT p.program, p.metric, w.w, x.value AS x, y.value AS y,
	CASE WHEN x.value IS NOT NULL AND y.value > 0 THEN
		CAST(round(1.0 * x.up * y.down / (1.0 * x.down * y.up) * 1000000) AS INTEGER) END AS value
FROM parity_of p JOIN win w
	LEFT JOIN valued x ON x.program = p.program AND x.metric = p.of AND x.w = w.w AND x."by" = 'sex' AND x.grp = 'F'
	LEFT JOIN valued y ON y.program = p.program AND y.metric = p.of AND y.w = w.w AND y."by" = 'sex' AND y.grp = 'M';

-- --- what is printed ---

SELECT v.program, v.metric, CASE WHEN v."by" <> '' THEN v."by" ELSE w."by" END, CASE WHEN v."by" <> ''
	THEN v.grp ELSE w.grp END,
	v.value, v.shown, v.below
FROM valued v JOIN win w ON w.w = v.w WHERE v."by" = '' OR v.w = 0;
SELECT p.program, p.metric, w."by", w.grp, p.value, p.x, p.y FROM parity p JOIN win w ON w.w = p.w;
SELECT program, metric, 'adjusted', '', CASE WHEN value <= 1000000 THEN value
	ELSE 2000000 - (2 * 1000000000000 + value) / (2 * value) END, '', ''
FROM parity WHERE w = 0 AND value IS NOT NULL;
-- Parts: one of several numerators over the whole denominator; of what was not seen, a zero.
SELECT v.program, v.metric, 'part', t.title,
	CASE WHEN v.ratio THEN (2 * coalesce(p.amount, 0) / v.by_both * m.scale * 1000000 + v.down) / (2 * v.down)
		ELSE (2 * coalesce(p.amount, 0) * m.scale + max(m.per, 1)) / (2 * max(m.per, 1)) END,
	(2 * coalesce(p.amount, 0) + max(m.per, 1)) / (2 * max(m.per, 1)), v.below
FROM valued v JOIN metric m ON m.program = v.program AND m.metric = v.metric
	JOIN part_title t ON t.program = v.program AND t.metric = v.metric
	LEFT JOIN part p ON p.program = v.program AND p.metric = v.metric AND p.title = t.title AND p.side = 'n'
		AND p.w = 0 AND p."by" = ''
WHERE v.w = 0 AND v."by" = '' AND v.value IS NOT NULL;
-- What is printed beside the metric: how many units, and their amount.
SELECT program, metric, 'excluded', title, CASE take WHEN 'persons'
	THEN CAST(amount AS INTEGER) ELSE n * 1000000 END, CAST(amount AS INTEGER), ''
FROM part WHERE side = 'a' AND w = 0 AND "by" = '' AND n > 0;
-- What reaches beyond the period, and what was not recorded.
SELECT program, metric, 'excluded', 'straddles', max(n) * 1000000, '', '' FROM (
	SELECT program, metric, side, title, count(*) AS n FROM c WHERE NOT inside AND w = 0 AND side IN ('n', 'd')
	GROUP BY program, metric, side, title
) GROUP BY program, metric;
SELECT program, metric, 'excluded', 'not_recorded', max(n) * 1000000, '', '' FROM (
	SELECT program, metric, side, title, count(*) AS n FROM c WHERE inside AND amount IS NULL AND w = 0 AND side IN ('n', 'd')
	GROUP BY program, metric, side, title
) GROUP BY program, metric;
