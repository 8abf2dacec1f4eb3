# story.awk: a city whose registers hold what real ones do, the same on any machine: three programs over three school years,
# with learners who come back, lapse, revive, move and die, classes on paper, counts over weeks and quarters.
#
#	awk -v dir=DIR -v learners=80 -f story.awk -f story_schools.awk -f story_literacy.awk -f story_spaces.awk </dev/null
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
