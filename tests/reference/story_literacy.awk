# The literacy classes of the story.

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
	# Of two areas: beside a whole, before there is one, and one area alone.
	put(1, 31, "literacy", "population_estimate", "2023-11-20,illiterate women,900,F,15,,rural,2023,areas")
	put(1, 31, "literacy", "population_estimate", "2024-06-01,illiterate women,700,F,15,,rural,2024,areas")
	put(1, 31, "literacy", "population_estimate", "2024-06-02,illiterate women,8000,F,15,,urban,2024,areas")
	put(1, 31, "literacy", "population_estimate", "2023-02-10,women,9000,F,15,,rural,2023,areas")
	put(1, 31, "literacy", "population_estimate", "2023-03-20,women,30000,F,15,,urban,2023,areas")
	put(1, 31, "literacy", "population_estimate", "2023-10-05,women,31000,F,15,,urban,2023,later")
	put(1, 31, "spaces", "population_estimate", "2024-02-10,inhabitants,90000,,,,urban,2024,areas")
	put(1, 31, "spaces", "population_estimate", "2024-02-11,inhabitants,20000,,,,rural,2024,areas")
	put(1, 31, "spaces", "population_estimate", "2022-10-01,inhabitants,110000,,,,Story,2022,office")
	put(1, 31, "spaces", "population_estimate", "2024-01-20,residents,114455,U,,,Story,2024,census")
	put(1, 31, "spaces", "population_estimate", "2024-03-20,inhabitants,57000,F,,,Story,2024,women only")
	put(1, 31, "spaces", "population_estimate", "2024-04-20,inhabitants,20000,,6,12,Story,2024,children only")
}
