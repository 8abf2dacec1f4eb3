# The community spaces of the story.

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
			(chance(12) ? 0 : 1 + pick(40)) ",,,,," (chance(80) ? one_of("0-5 6-12 18-64 adult all_ages") : "") "," \
			one_of("hall yard") "," partner())
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
		put(1, 43, "spaces", "event", iso(d) "," iso(n) ",site2,,," (chance(85) ? 30 + pick(100) : "") "," \
			pick(5) ",,,," one_of("adult under_12") ",main,")
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
