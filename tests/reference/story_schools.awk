# The second-chance school of the story, and what its classes have in common with those of the literacy program.

# --- what both kinds of class have ---

# A class meets every second week (one of them every week), from its first day on; one in four
# keeps a paper register, one in eight counts heads.
function step_of(c) { return c == 2 ? 7 : 14 }
function paper(c) { return c % 4 == 3 }
function heads_only(program, c) { return program == "literacy" && c % 8 == 6 }
function class_name(program, y, c) { return substr(program, 1, 1) y "-" c }
function site_of(c) { return "site" (c % SITES) }
function first_meeting(y, c) { return day(y, 9, 12) + c % 5 }

function meetings(program, y, c, name, d, last, minutes, w) {
	name = class_name(program, y, c)
	w = 2 * (y - FIRST) + 1
	last = day(y + 1, 6, 25)
	for (d = first_meeting(y, c); d <= last; d += step_of(c)) {
		minutes = 60 + 30 * pick(3)
		length_of[name, d] = minutes
		if (!paper(c) && !heads_only(program, c))
			put(w, 2, program, "session", iso(d) "," site_of(c) "," name "," minutes "," \
				(program == "e2c" ? one_of("literacy numeracy french workshop") : one_of("literacy health digital")) ",," partner())
	}
	# Something is planned for half of the last classes: their learners do not lapse.
	if (y == LAST && c % 2 == 0)
		put(w, 2, program, "session", iso(day(y + 2, 1, 10)) "," site_of(c) "," name ",90,,true,")
}

# A line of the register for one person, or none; 1 if it was a service.
function mark(program, w, y, c, person, d, name, s, status, minutes, full) {
	name = class_name(program, y, c)
	full = length_of[name, d]
	# Some are hardly ever there.
	s = substr(person, length(person)) == 7 && chance(70) ? 16 : pick(20)
	status = s < 13 ? "present" : s < 15 ? "late" : s < 18 ? "absent" : "excused"
	minutes = ""
	if (status == "present" && s >= 10)
		minutes = s == 12 && chance(30) ? 0 : full - 10 * pick(4)
	if (status == "late")
		minutes = chance(15) ? "" : 20 + pick(30)
	if ((status == "absent" || status == "excused") && chance(30))
		minutes = 0
	put(w, 3, program, "attendance", iso(d) "," site_of(c) "," person "," \
		(paper(c) ? "" : name "/" iso(d)) "," status "," minutes "," (paper(c) ? name "," full : ","))
	if (minutes == "" ? status == "present" : minutes > 0) {
		if (d > served)
			served = d
	}
}

function money(program, y, q, phase, from, amount) {
	for (q = 0; q < 4; q++) {
		from = day(q == 0 ? y : y + 1, q == 0 ? 10 : 3 * q - 2, 1)
		for (phase = 1; phase <= 3; phase++) {
			amount = 20000 + pick(900000) / 100
			put(1, 30, program, "budget_line", iso(from) "," (q == 2 ? iso(from + 90 + pick(3)) : "") "," \
				(phase == 1 ? "planned" : phase == 2 ? "committed" : "spent") "," sprintf("%.2f", amount) "," \
				(chance(15) ? one_of("EUR EUR MAD") : "") ",line " y q phase "," partner())
		}
	}
	put(1, 30, program, "budget_line", iso(day(y, 9, 1)) "," iso(day(y + 1, 8, 31)) ",planned,500000.50,,whole year,")
	put(1, 30, program, "budget_line", iso(day(y, 6, 1)) "," iso(day(y, 12, 31)) ",spent,10000,,reaches over,")
}

# --- second-chance schools ---

function tests(program, w, site, person, from, to, domains, most, n, a, i, level, d, first, tool) {
	n = split(domains, a, " ")
	for (i = 1; i <= n; i++) {
		if (chance(45))
			continue
		level = pick(3)
		tool = chance(70) ? one_of("alpha beta") : ""
		d = from + pick(10)
		if (d > to)
			d = to
		first = d
		served = d > served ? d : served
		put(w, 4, program, "assessment", iso(d) "," site "," person "," a[i] ",entry," level "," 10 * level + pick(10) "," tool ",A")
		# A second entry test, or an earlier one with another tool.
		if (chance(12)) {
			put(w, 4, program, "assessment", iso(d + 1 <= to ? d + 1 : d) "," site "," person "," a[i] ",entry," \
				pick(2) + 1 ",," (tool == "" ? "" : "gamma") ",A")
			served = d + 1 <= to && d + 1 > served ? d + 1 : served
		}
		if (to - from > 60 && chance(60)) {
			d = first + 20 + pick(to - first - 20)
			served = d > served ? d : served
			put(w, 4, program, "assessment", iso(d) "," site "," person "," a[i] ",progress," \
				step(level, most) ",," (chance(80) ? tool : "delta") ",B")
		}
		if (chance(55)) {
			d = to - pick(3)
			if (d < first)
				d = first
			served = d > served ? d : served
			put(w, 4, program, "assessment", iso(d) "," site "," person "," a[i] ",exit," step(level, most) "," \
				sprintf("%.1f", 20 + pick(800) / 10) "," tool "," one_of("A B C"))
		}
	}
}
function step(level, most, to) {
	to = level + pick(4) - 1
	return to < 0 ? 0 : to > most ? most : to
}

function afterwards(w, site, person, from, n, i, d, where) {
	n = pick(4)
	for (i = 0; i < n; i++) {
		d = from + pick(120)
		where = one_of("formal_school vocational_training apprenticeship employment employment self_employment civic_service none")
		put(w, 8, "e2c", "outcome", iso(d) "," site "," person "," where "," \
			(where == "employment" && chance(80) ? 1 + pick(12) : "") "," one_of("document phone declared"))
		# Two on one day, which only their content can tell apart.
		if (chance(20))
			put(w, 8, "e2c", "outcome", iso(d) "," site "," person ",employment," 2 + pick(6) ",phone")
		if (chance(60))
			follow(w, site, person, d)
	}
}
function follow(w, site, person, from, i, m, d, months) {
	split("3 6 12", months, " ")
	for (i = 1; i <= 3; i++) {
		m = months[i]
		d = from + 30 * m + pick(12)
		if (d <= TODAY && chance(70))
			put(w, 9, "e2c", "follow_up", iso(d) "," site "," person "," m "," one_of("yes yes no unreachable"))
	}
}

# One time at the school.  Returns the first day on which the person could come back, 0 if it stays open.
function school_time(w, y, c, person, from, born, sex, end, until, d, site, reason, gap) {
	site = site_of(c)
	put(w, 1, "e2c", "enrolment", iso(from) "," site "," person "," sex "," born "," one_of("formal_return vocational mixed") "," \
		class_name("e2c", y, c) "," (chance(75) ? one_of("none none some_difficulty wg_positive unknown") : "") "," \
		one_of("school association family") "," (chance(50) ? pick(3) : "") "," partner())
	end = pick(20)
	until = end < 8 ? day(y + 1, 6, 5) + pick(20) : from + 20 + pick(240)
	if (until > day(y + 1, 6, 24) && end >= 8)
		until = day(y + 1, 6, 24)
	if (end == 8)
		until = from + pick(45)
	served = from
	# A gap of more than 90 days, after which some are heard of again.
	gap = end >= 17 && chance(60) ? from + 30 + pick(40) : 0
	for (d = first_meeting(y, c); d <= until; d += step_of(c))
		if (d >= from && !(gap && d > gap && d < gap + 110))
			mark("e2c", w, y, c, person, d)
	tests("e2c", w, site, person, from, until, "literacy numeracy french", 5)
	if (chance(15) && until > from + 20) {
		put(w, 5, "e2c", "placement", iso(until - 5) "," site "," person ",workshop " c "," iso(until - 5) "," 20 + pick(200))
		served = until - 5 > served ? until - 5 : served
	}
	if (end < 8) {
		put(w, 6, "e2c", "completion", iso(until) "," site "," person "," (chance(80) ? one_of("certificate attestation none") : ""))
		afterwards(w, site, person, until + 1)
		return until + 1
	}
	if (end < 16) {
		reason = one_of("dropout moved work marriage health family expelled deceased unknown")
		put(w, 7, "e2c", "exit", iso(until) "," site "," person "," reason "," (end == 8 ? "true" : chance(20) ? "false" : ""))
		if (chance(35))
			afterwards(w, site, person, until + 1)
		return reason == "deceased" ? 0 : until + 1
	}
	if (chance(20))
		afterwards(w, site, person, until + 1)
	return served + 91
}

function schools(y, c, i, p, w, from, back, born, sex) {
	for (y = FIRST; y <= LAST; y++)
		for (c = 0; c < 8; c++)
			meetings("e2c", y, c)
	for (p = 0; p < learners; p++) {
		person = sprintf("%s-%03d", p % 5 ? "S" : "K", p)
		born = 2003 + pick(8)
		sex = p % 23 == 7 ? "U" : one_of("F F M")
		y = FIRST + p % 3
		w = 2 * (y - FIRST) + 1
		from = day(y, 9, 1) + pick(chance(80) ? 25 : 120)
		back = school_time(w, y, pick(8), person, from, born, sex)
		while (back && w < 6 && chance(65)) {
			w = w % 2 == 1 && back < day(y + 1, 3, 20) && chance(70) ? w + 1 : w + 1 + w % 2
			if (w > 6)
				break
			y = FIRST + int((w - 1) / 2)
			from = w % 2 ? day(y, 9, 1) : day(y + 1, 1, 20)
			if (from < back)
				from = back
			from += pick(30)
			if (from > day(y + 1, 5, 1))
				continue
			back = school_time(w, y, pick(8), person, from, born + (chance(5) ? 1 : 0), sex)
		}
	}
	edges()
	for (y = FIRST; y <= LAST; y++)
		money("e2c", y)
}

# --- where a day, a minute or a month more or less decides ---

function enrol(w, person, on) {
	put(w, 1, "e2c", "enrolment", on ",site1," person ",F,2008,mixed,e2023-5,none,school,1,fund")
}
function attend(w, person, on, minutes, status) {
	put(w, 3, "e2c", "attendance", on ",site1," person ",," (status ? status : "present") "," minutes ",e2023-5,120")
}
function tested(w, person, on, type, level) {
	put(w, 4, "e2c", "assessment", on ",site1," person ",vocational," type "," level ",,alpha," (type == "entry" ? "A" : "B"))
}
function led(w, person, on, where, months) {
	put(w, 8, "e2c", "outcome", on ",site1," person "," where "," months ",phone")
}
function edges(i, k, d) {
	# The last service 90 and 91 days before the two days that are asked on.
	split("2024-08-17 2024-08-16 2024-01-21 2024-01-20", d, " ")
	for (i = 1; i <= 4; i++) {
		enrol(5, "E-00" i, "2023-09-20")
		tested(5, "E-00" i, d[i], "entry", 1)
	}
	# Exits after 49 and 50 days, on the day of the enrolment, on the first and the last day of the year.
	split("2023-11-07 2023-11-08 2023-09-20 2024-08-31 2024-09-01", d, " ")
	for (i = 1; i <= 5; i++) {
		enrol(5, "E-01" i, "2023-09-20")
		put(5, 7, "e2c", "exit", d[i] ",site1,E-01" i ",dropout,")
		if (i < 3)
			led(5, "E-01" i, "2023-12-01", "formal_school", "")
	}
	enrol(5, "E-016", "2023-08-31")
	put(5, 7, "e2c", "exit", "2023-09-01,site1,E-016,work,")
	enrol(5, "E-017", "2023-06-01")
	put(5, 7, "e2c", "exit", "2023-08-31,site1,E-017,work,")
	enrol(5, "E-018", "2024-08-31")
	# Completed, then also exited: the first of the two counts; contracts of 3 and 4 months, half a year ago and a day less.
	for (i = 1; i <= 4; i++) {
		enrol(5, "E-02" i, "2023-09-20")
		put(5, 6, "e2c", "completion", "2024-03-01,site1,E-02" i ",certificate")
		if (i == 4)
			put(5, 7, "e2c", "exit", "2024-03-10,site1,E-024,dropout,")
		led(5, "E-02" i, i % 2 ? "2024-05-15" : "2024-05-16", "employment", i < 3 ? 3 : 4)
		put(5, 9, "e2c", "follow_up", "2024-11-15,site1,E-02" i ",6,yes")
	}
	# An outcome on the day of the next enrolment is of that one; one on the day of the completion is of that.
	enrol(5, "E-030", "2023-09-20")
	put(5, 6, "e2c", "completion", "2024-01-15,site1,E-030,none")
	led(5, "E-030", "2024-01-15", "vocational_training", "")
	enrol(6, "E-030", "2024-02-10")
	led(6, "E-030", "2024-02-10", "none", "")
	# Twelve hours, and a minute less; a pair of tests with six hours between, and a minute less; time on the days of the
	# tests does not count; the same form.
	for (i = 0; i < 4; i++) {
		enrol(5, "E-04" i, "2023-10-02")
		attend(5, "E-04" i, "2023-10-03", 120)
		tested(5, "E-04" i, "2023-10-03", "entry", 1)
		for (k = 0; k < 3; k++)
			attend(5, "E-04" i, iso(day(2023, 10, 10) + 7 * k), i == 1 && k == 2 ? 119 : 120)
		tested(5, "E-04" i, "2023-11-07", i == 2 ? "progress" : "exit", i == 3 ? 1 : 2)
		attend(5, "E-04" i, "2023-11-07", 120)
		attend(5, "E-04" i, "2023-11-14", i == 0 ? 119 : 120)
		put(5, 7, "e2c", "exit", "2023-12-20,site1,E-04" i ",moved,")
	}
	# At risk: four absences in 30 days, the first of them on the first of these or a day before; no service for 30 or 31 days.
	for (i = 0; i < 2; i++) {
		enrol(5, "E-05" i, "2023-12-01")
		for (k = 0; k < 3; k++)
			attend(5, "E-05" i, iso(day(2024, 1, 20) + k), 0, "absent")
		attend(5, "E-05" i, i ? "2024-01-01" : "2024-01-02", 0, "absent")
		attend(5, "E-05" i, "2024-01-25", 90)
		enrol(5, "E-05" 2 + i, "2023-12-01")
		attend(5, "E-05" 2 + i, i ? "2023-12-31" : "2024-01-01", 120)
		put(5, 7, "e2c", "exit", "2024-03-05,site1,E-05" i ",family,")
		put(5, 7, "e2c", "exit", "2024-03-05,site1,E-05" 2 + i ",family,")
	}
}
