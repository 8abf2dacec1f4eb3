# story.awk: a city whose registers hold what real ones do, the same on any machine: three programs over three school years,
# with learners who come back, lapse, revive, move and die, classes on paper, counts over weeks and quarters.
#
#	awk -v dir=DIR -v learners=160 -f story.awk </dev/null
#
# Writes DIR/sijil.yaml and DIR/NNN_PROGRAM_KIND.csv, to be imported in the order of NNN: the first digit is half a school
# year, in which a person is enrolled once.  No two lines are alike.  What it makes is valid; warnings are part of it.
function pick(n) { seed = (seed * 16807) % 2147483647; return int(seed / 8) % n }
function chance(percent) { return pick(100) < percent }
function one_of(list, a, n) { n = split(list, a, " "); return a[pick(n) + 1] }

# Days since 1970-01-01, and back (proleptic Gregorian).
function day(y, m, d, era, doy) {
	if (m <= 2) y--
	era = int(y / 400)
	y -= era * 400
	doy = int((153 * (m > 2 ? m - 3 : m + 9) + 2) / 5) + d - 1
	return era * 146097 + y * 365 + int(y / 4) - int(y / 100) + doy - 719468
}
function iso(z, era, doe, yoe, doy, mp, m) {
	z += 719468
	era = int(z / 146097)
	doe = z - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
	mp = int((5 * doy + 2) / 153)
	m = mp < 10 ? mp + 3 : mp - 9
	return sprintf("%04d-%02d-%02d", yoe + era * 400 + (m <= 2), m, doy - int((153 * mp + 2) / 5) + 1)
}

# A line of a file; twice the same line is written once.
function put(wave, order, program, kind, line, file) {
	file = dir "/" wave sprintf("%02d", order) "_" program "_" kind ".csv"
	if (!(file in started)) {
		print header[program, kind] >file
		started[file] = 1
	}
	if (!((file, line) in seen))
		print line >file
	seen[file, line] = 1
}

function yaml(f, i) {
	f = dir "/sijil.yaml"
	print "sijil: 1\ncity: {name: Story, time_zone: UTC, currency: MAD}\nsites:" >f
	for (i = 0; i < SITES; i++)
		printf "  - {id: site%d, name: Site %d%s}\n", i, i, i < 3 ? ", area: urban" : i < 5 ? ", area: rural" : "" >f
	print "programs:\n  - {id: e2c, plugin: second_chance_schools, options: {posttest_min_hours: 6}}" >f
	print "  - {id: literacy, plugin: womens_literacy, options: {posttest_min_hours: 6}}" >f
	print "  - {id: spaces, plugin: community_spaces}\nreferences:" >f
	print "  - {id: population, value: 114455, unit: persons, population: {what: inhabitants}}" >f
	print "  - {id: illiterate_women, value: 12285, unit: persons, population: {what: illiterate women}}" >f
	print "  - {id: women_15plus, value: 40949, unit: persons, population: {what: women}}" >f
	close(f)
}

function headers() {
	header["e2c", "enrolment"] = "on,site,person,sex,birth_year,track,cohort,disability,referral,entry_level,partner"
	header["e2c", "session"] = "on,site,cohort,planned_minutes,subject,planned,partner"
	header["e2c", "attendance"] = "on,site,person,session,status,minutes,cohort,planned_minutes"
	header["e2c", "assessment"] = "on,site,person,domain,type,level,score,tool,form"
	header["e2c", "placement"] = "on,site,person,employer,start,hours"
	header["e2c", "completion"] = "on,site,person,award"
	header["e2c", "exit"] = "on,site,person,reason,trial"
	header["e2c", "outcome"] = "on,site,person,destination,contract_months,evidence"
	header["e2c", "follow_up"] = "on,site,person,months,still_in_destination"
	header["literacy", "enrolment"] = "on,site,person,birth_year,level,sex,area,cohort,provider,disability,years_schooling,partner"
	header["literacy", "session"] = "on,site,cohort,planned_minutes,topic,planned,partner"
	header["literacy", "attendance"] = header["e2c", "attendance"]
	header["literacy", "headcount"] = "on,site,cohort,present,planned_minutes,partner"
	header["literacy", "assessment"] = header["e2c", "assessment"]
	header["literacy", "level_completion"] = "on,site,person,level,result"
	header["literacy", "exit"] = "on,site,person,reason"
	header["literacy", "follow_up"] = "on,site,person,months,uses_skills,joined_cooperative,started_income_activity,enrolled_further"
	header["e2c", "budget_line"] = header["literacy", "budget_line"] = header["spaces", "budget_line"] = \
		"on,until,phase,amount,currency,label,partner"
	header["literacy", "population_estimate"] = header["spaces", "population_estimate"] = \
		"on,population,value,sex,age_min,age_max,area,year,source"
	header["spaces", "visit_count"] = "on,until,site,visits,count_type,zone,location"
	header["spaces", "visit"] = "on,site,person,sex,age_band"
	header["spaces", "loan_count"] = "on,until,site,loans,format,audience"
	header["spaces", "computer_use"] = "on,until,site,sessions,hours,access"
	header["spaces", "event"] = "on,until,site,title,event_type,attendees,events,female,male,sex_unknown,age_band,location,partner"
	header["spaces", "membership"] = "on,site,members_total,active_members,new_members"
	header["spaces", "support_session"] = "on,site,person,support,minutes,prompt_level,partner"
	header["spaces", "goal"] = "on,site,person,goal_id,criterion,domain,consecutive"
	header["spaces", "goal_progress"] = "on,site,person,goal_id,trials,successes,prompt_level"
	header["spaces", "mainstream_integration"] = "on,site,person,setting,started,still_there"
	header["spaces", "capacity"] = "on,site,seats,open_minutes_per_day,open_weekdays,zone"
	header["spaces", "seat_count"] = "on,site,occupied,seats,taken_at,zone"
	header["spaces", "closure"] = "on,until,site,reason"
}

# --- what both kinds of class have ---

# A class meets every second week (one of them every week), from its first day on; one in four keeps a paper register, one in eight counts heads.
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

# --- literacy classes ---

function partner() { return chance(60) ? one_of("office fund town") : "" }
# Of a class that counts heads: never more than are enrolled.
function count_heads(y, c, d, i, n) {
	for (d = first_meeting(y, c); d <= day(y + 1, 6, 25); d += step_of(c)) {
		n = 0
		for (i = 1; i <= n_of[y, c]; i++)
			n += comes[y, c, i] <= d && d <= goes[y, c, i]
		if (n > 0)
			put(2 * (y - FIRST) + 2, 14, "literacy", "headcount", iso(d) "," site_of(c) "," class_name("literacy", y, c) "," \
				pick(n + 1) "," (chance(15) ? "" : length_of[class_name("literacy", y, c), d]) "," partner())
	}
}
function truth(percent) { return chance(70) ? (chance(percent) ? "true" : "false") : "" }

function class_time(w, y, c, person, from, born, level, sex, end, until, d, site, result, reason, gap) {
	site = site_of(c)
	put(w, 1, "literacy", "enrolment", iso(from) "," site "," person "," born "," level "," sex "," \
		(chance(80) ? one_of("urban rural U") : "") "," class_name("literacy", y, c) "," \
		(chance(85) ? one_of("association mosque public_operator company other") : "") "," \
		(chance(50) ? one_of("none wg_positive") : "") "," (chance(60) ? pick(5) : "") "," partner())
	end = pick(20)
	until = end < 11 ? day(y + 1, 6, 5) + pick(20) : from + 20 + pick(230)
	if (until > day(y + 1, 6, 24))
		until = day(y + 1, 6, 24)
	served = from
	gap = end >= 17 && chance(60) ? from + 30 + pick(40) : 0
	if (!heads_only("literacy", c))
		for (d = first_meeting(y, c); d <= until; d += step_of(c))
			if (d >= from && !(gap && d > gap && d < gap + 110))
				mark("literacy", w, y, c, person, d)
	tests("literacy", w, site, person, from, until, "reading writing numeracy", 4)
	if (heads_only("literacy", c)) {
		# A spell that nothing closes will have ended with its last test.
		n_of[y, c]++
		comes[y, c, n_of[y, c]] = from
		goes[y, c, n_of[y, c]] = end < 16 ? until : served
	}
	passed = 0
	if (end < 11) {
		result = one_of("pass pass pass pass fail absent")
		passed = result == "pass"
		put(w, 6, "literacy", "level_completion", iso(until) "," site "," person "," level "," result)
	} else if (end < 16) {
		reason = one_of("dropout work family marriage health moved deceased class_closed unknown")
		put(w, 7, "literacy", "exit", iso(until) "," site "," person "," reason)
		if (reason == "deceased")
			return 0
	}
	for (d = 6; d <= 12 && end < 16; d += 6)
		if (until + 30 * d + 20 <= TODAY && chance(60))
			put(w, 9, "literacy", "follow_up", iso(until + 30 * d + pick(20)) "," site "," person "," d "," \
				truth(60) "," truth(30) "," truth(30) "," truth(40))
	return end < 16 ? until + 1 : served + 91
}

function literacy(y, c, p, w, from, back, born, sex, level) {
	for (y = FIRST; y <= LAST; y++)
		for (c = 0; c < 8; c++)
			meetings("literacy", y, c)
	for (p = 0; p < learners; p++) {
		# Some learn at the school, too.
		person = p % 40 == 1 ? sprintf("S-%03d", p) : sprintf("W-%03d", p)
		born = p % 40 == 1 ? 2004 : 1948 + pick(58)
		sex = p % 19 == 3 ? "M" : p % 29 == 5 ? "U" : chance(50) ? "F" : ""
		level = chance(85) ? 1 : 2
		y = FIRST + p % 3
		w = 2 * (y - FIRST) + 1
		from = day(y, 9, 20) + pick(chance(80) ? 25 : 110)
		back = class_time(w, y, pick(8), person, from, born, level, sex)
		while (back && w < 6 && chance(65)) {
			w = w % 2 == 1 && back < day(y + 1, 3, 20) && chance(70) ? w + 1 : w + 1 + w % 2
			if (w > 6)
				break
			y = FIRST + int((w - 1) / 2)
			from = w % 2 ? day(y, 9, 5) : day(y + 1, 1, 20)
			if (from < back)
				from = back
			from += pick(30)
			if (from > day(y + 1, 5, 1))
				continue
			level = passed ? 2 : level
			back = class_time(w, y, pick(8), person, from, born, level, sex)
		}
	}
	for (y = FIRST; y <= LAST; y++) {
		money("literacy", y)
		for (c = 0; c < 8; c++)
			if (heads_only("literacy", c))
				count_heads(y, c)
	}
	estimates()
}

function estimates() {
	put(1, 31, "literacy", "population_estimate", "2022-11-10,illiterate women,13000,F,15,,Story,2014,census 2014")
	put(1, 31, "literacy", "population_estimate", "2024-02-01,illiterate women,12285,F,15,,Story,2024,first count")
	put(1, 31, "literacy", "population_estimate", "2024-05-15,illiterate women,12100,F,15,,Story,2024,second count")
	put(1, 31, "literacy", "population_estimate", "2024-05-20,illiterate women,9000,F,10,,Story,2024,other age")
	put(1, 31, "literacy", "population_estimate", "2024-05-21,illiterate men,7000,M,15,,Story,2024,men")
	put(1, 31, "literacy", "population_estimate", "2023-12-01,women,41000,F,15,,Story,2023,office")
	put(1, 31, "literacy", "population_estimate", "2024-03-01,inhabitants,40949,F,15,,Story,2024,office")
	put(1, 31, "spaces", "population_estimate", "2022-10-01,inhabitants,110000,,,,Story,2022,office")
	put(1, 31, "spaces", "population_estimate", "2024-01-20,residents,114455,U,,,Story,2024,census")
	put(1, 31, "spaces", "population_estimate", "2024-03-20,inhabitants,57000,F,,,Story,2024,women only")
	put(1, 31, "spaces", "population_estimate", "2024-04-20,inhabitants,20000,,6,12,Story,2024,children only")
}

# --- community spaces ---

function counts(y, from, to, d, i, n, a, f, m) {
	from = day(y, 9, 1)
	to = day(y + 1, 8, 31)
	for (d = from; d <= to; d += 5)
		put(1, 40, "spaces", "visit_count", iso(d) ",,site0," 20 + pick(200) ",automatic,,")
	for (d = from - 3; d + 6 <= to - 3; d += 7) {
		put(1, 40, "spaces", "visit_count", iso(d) "," iso(d + 6) ",site1," 100 + pick(900) ",manual_daily," \
			one_of("entrance garden_kiosk") ",")
		if (chance(30))
			put(1, 40, "spaces", "visit_count", iso(d) "," iso(d + 6) ",site3," pick(300) ",sample,,")
		put(1, 41, "spaces", "loan_count", iso(d) "," iso(d + 6) ",site1," pick(90) "," \
			(chance(80) ? one_of("physical_book ebook audio toy device") : "") "," (chance(70) ? one_of("adult child") : ""))
		put(1, 42, "spaces", "computer_use", iso(d) "," iso(d + pick(3)) ",site" pick(3) "," pick(40) "," \
			(chance(85) ? sprintf("%.2f", pick(9000) / 100) : "") "," (chance(85) ? one_of("pc pc wifi vr") : ""))
		put(1, 43, "spaces", "event", iso(d) ",,site" pick(SITES) ",Event " d "," one_of("workshop reading talk family_learning") "," \
			(chance(12) ? 0 : 1 + pick(40)) ",,,,," (chance(80) ? one_of("0-5 6-12 18-64 adult all_ages") : "") "," one_of("hall yard") "," partner())
		f = pick(20)
		m = pick(20)
		put(1, 43, "spaces", "event", iso(d + 2) ",,site" pick(SITES) ",Split " d ",bootcamp," f + m + 2 ",," f "," m ",2,,," partner())
		put(1, 47, "spaces", "seat_count", iso(d + 1) ",site" pick(3) "," pick(20) "," 20 + pick(10) "," 10 + pick(9) ":30," \
			(chance(80) ? one_of("entrance digital_library") : ""))
	}
	for (i = 0; i < 12; i++) {
		d = day(i < 4 ? y : y + 1, i < 4 ? i + 9 : i - 3, 1)
		n = day(i < 3 ? y : y + 1, i < 3 ? i + 10 : i - 2, 1) - 1
		put(1, 40, "spaces", "visit_count", iso(d) "," iso(n) ",site2," 1000 + pick(2000) ",automatic,," one_of("main annex"))
		put(1, 41, "spaces", "loan_count", iso(d) "," iso(n) ",site2," pick(500) ",physical_book," one_of("adult child"))
		put(1, 43, "spaces", "event", iso(d) "," iso(n) ",site2,,," (chance(85) ? 30 + pick(100) : "") "," pick(5) ",,,," one_of("adult under_12") ",main,")
		if (i % 3 == 1)
			put(1, 40, "spaces", "visit_count", iso(d) "," iso(day(i < 2 ? y : y + 1, i < 2 ? i + 12 : i, 1) - 1) ",site3," \
				3000 + pick(2000) ",manual_daily,,")
		if (i % 4 == 2)
			for (m = 0; m < 4; m++) {
				a[1] = 200 + pick(300)
				put(1, 44, "spaces", "membership", iso(d + m) ",site" m "," a[1] "," (chance(80) ? int(a[1] / 2) - pick(20) : "") "," pick(9))
			}
	}
	put(1, 45, "spaces", "capacity", iso(from + 10) ",site0," 20 + pick(5) ",480,1-6,")
	put(1, 45, "spaces", "capacity", iso(from + 150) ",site0," 25 + pick(5) ",420,1-5,")
	put(1, 45, "spaces", "capacity", iso(from) ",site1," 10 + pick(5) ",360," (y == LAST ? "" : "1-7") ",")
	# Two zones, of which one closes early; and a site whose opening times were told late.
	put(1, 45, "spaces", "capacity", iso(from + 30) ",site2," 10 + pick(5) ",480,1-5,entrance")
	put(1, 45, "spaces", "capacity", iso(from + 60) ",site2," 10 + pick(5) ",241," (y == LAST ? "2-7" : "1-6") ",digital_library")
	if (y > FIRST)
		put(1, 45, "spaces", "capacity", iso(from + 20) ",site3," 10 + pick(5) ",300,1-5,")
	put(1, 46, "spaces", "closure", iso(from + 100) "," iso(from + 106) ",site1,holiday")
	put(1, 46, "spaces", "closure", iso(from + 123) ",,site0,maintenance")
	put(1, 46, "spaces", "closure", iso(from + 104) "," iso(from + 110) ",site1,strike")
}

function child(p, person, y, d, i, n, g, started, still) {
	# One in five is a learner of the school, which knows the sex and the year of birth.
	person = sprintf("K-%03d", p)
	for (y = FIRST; y <= LAST; y++) {
		if (chance(30))
			continue
		for (i = 0; i < 6; i++) {
			d = day(y, 9, 10) + pick(300)
			put(6, 50, "spaces", "support_session", iso(d) ",site" pick(3) "," person "," \
				one_of("aac speech sensory parent_coaching") "," 20 + 5 * pick(9) "," (chance(60) ? pick(5) : "") "," partner())
			if (chance(50))
				put(6, 51, "spaces", "visit", iso(d) "," (chance(90) ? "site" pick(3) : "") "," person "," \
					(chance(60) ? one_of("F M U") : "") "," (chance(60) ? one_of("6-12 13-17") : ""))
		}
		for (g = 0; g < 2; g++) {
			d = day(y, 9, 15) + pick(150)
			put(6, 52, "spaces", "goal", iso(d) ",site" pick(3) "," person ",g" y g "," 50 + 10 * pick(5) "," \
				(chance(85) ? one_of("requesting labelling social") : "") "," (chance(50) ? 1 + pick(3) : ""))
			n = pick(7)
			for (i = 0; i < n; i++) {
				d += 1 + pick(40)
				put(6, 53, "spaces", "goal_progress", iso(d) ",site" pick(3) "," person ",g" y g ",10," 4 + pick(7) "," \
					(chance(70) ? pick(5) : ""))
			}
		}
		if (chance(40)) {
			d = day(y, 9, 20) + pick(100)
			started = iso(d)
			for (i = 0; i < 1 + pick(3); i++) {
				put(6, 54, "spaces", "mainstream_integration", iso(d) ",site" pick(3) "," person ",state_school_full," started "," \
					one_of("yes yes no unknown"))
				d += 20 + pick(60)
			}
		}
	}
}

BEGIN {
	seed = 20240309
	SITES = 6
	FIRST = 2021
	LAST = 2023
	TODAY = day(2024, 11, 15)
	if (learners == "")
		learners = 160
	headers()
	yaml()
	schools()
	literacy()
	for (i = FIRST; i <= LAST; i++) {
		counts(i)
		money("spaces", i)
	}
	for (i = 0; i < 60; i++)
		child(i)
}
