-- budget.sql: the money of every program (2A.5): lines in the city's currency (MAD) that lie in the window; others are
-- printed beside them, never added.

CREATE TEMP TABLE money_metric(metric, scale, plus, ratio, zero, breakdowns);
INSERT INTO money_metric VALUES
	('budget_planned', 1, 0, 0, 0, 'partner'), ('budget_spent', 1, 0, 0, 0, 'partner'), ('execution_rate', 100, 0, 1, 1, ''),
	('growth_pct', 100, -100, 1, 0, ''), ('ratio', 1, 0, 1, 0, '');
INSERT INTO metric
SELECT p.code, m.metric, m.scale, 0, m.plus, m.ratio, 1, m.zero, m.breakdowns, 'budget_line'
FROM money_metric m JOIN (SELECT 'e2c' AS code UNION SELECT 'literacy' UNION SELECT 'spaces') p;

CREATE TEMP VIEW money AS
SELECT 0 AS earlier, u.program, u.w, u.inside, u.id, u.subject, json_extract(u.f, '$.phase') AS phase,
	coalesce(json_extract(u.f, '$.currency'), 'MAD') AS currency, CAST(round(json_extract(u.f,
		'$.amount') * 100) AS INTEGER) * 10000 AS amount
FROM unit u WHERE u.kind = 'budget_line'
UNION ALL
SELECT 1, u.program, u.w, u.inside, u.id, u.subject, json_extract(u.f, '$.phase'),
	coalesce(json_extract(u.f, '$.currency'), 'MAD'), CAST(round(json_extract(u.f, '$.amount') * 100) AS INTEGER) * 10000
FROM unit_before u WHERE u.kind = 'budget_line';

-- Which lines make which side.
CREATE TEMP TABLE money_side(metric, side, phase, earlier);
INSERT INTO money_side VALUES
	('budget_planned', 'n', 'planned', 0), ('budget_spent', 'n', 'spent', 0), ('execution_rate', 'n', 'spent', 0),
	('execution_rate', 'd', 'planned', 0), ('growth_pct', 'n', 'spent', 0), ('growth_pct', 'd', 'spent', 1),
	('ratio', 'n', 'spent', 0), ('ratio', 'd', 'spent', 1);
INSERT INTO c
SELECT m.program, s.metric, s.side, '', 'sum', m.w, m.inside, 'e', m.id, m.subject, m.amount
FROM money m JOIN money_side s ON s.phase = m.phase AND s.earlier = m.earlier WHERE m.currency = 'MAD'
UNION ALL
SELECT m.program, s.column1, 'a', 'in another currency', 'sum', m.w, m.inside, 'e', m.id, m.subject, m.amount
FROM money m JOIN (VALUES ('budget_planned', 'planned'), ('budget_spent', 'spent')) s ON s.column2 = m.phase
WHERE NOT m.earlier AND m.currency <> 'MAD';

-- Cost per completer: who completes is counted with the program's other parts.
INSERT INTO c
SELECT program, 'cost_per_completer', 'n', '', 'sum', w, inside, 'e', id, subject, amount FROM money
WHERE program IN ('e2c', 'literacy') AND NOT earlier AND phase = 'spent' AND currency = 'MAD'
UNION ALL
SELECT program, 'cost_per_completer', 'a', 'spent in a currency named in the line', 'sum', w, inside, 'e', id, subject, amount
FROM money WHERE program IN ('e2c', 'literacy') AND NOT earlier AND phase = 'spent' AND currency <> 'MAD';
