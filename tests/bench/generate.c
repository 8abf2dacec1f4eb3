/*
 * generate: a city with three programs and about ENTRIES entries, as sijil.yaml and CSV files, the same for the same
 * numbers on any machine.
 *
 *	generate ENTRIES DIR
 *
 * 50 sites; one person per 40 entries, half in a second-chance school, half in literacy classes; cohorts of 25 (of
 * fewer in a small city) over five school years with 32 weekly sessions; the rest are daily counts and events of the
 * community spaces.  Some leave before the year is over, some are never heard of again.  Files are
 * NN_PROGRAM_KIND.csv, to be imported in the order of NN; counts and attendance are in order of their dates.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { SITES = 50, PER_PERSON = 40, COHORT_MIN = 5, COHORT_MAX = 25, WEEKS = 32, YEARS = 5, FIRST_YEAR = 2020 };

/* What one person adds to the log, about; the most days of a year that a space is counted on. */
enum { PERSON_ROWS = 31, DAYS_MAX = 360 };

/* A program's learners: person p is in cohort p / size, cohort c in year c % YEARS. */
struct learners {
	char letter;
	int persons, size, cohorts;
	unsigned char *end;   /* 0..9, by person: how it ended */
	unsigned char *weeks; /* by person: how many sessions before leaving */
};

static uint64_t seed = 20240309;
static const char *dir;

/* A number in 0..n-1 (xorshift64*). */
static unsigned pick(unsigned n)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (unsigned)((seed * UINT64_C(2685821657736338717)) >> 33) % n;
}

static void *need(void *p, const char *what)
{
	if (p == NULL) {
		perror(what);
		exit(1);
	}
	return p;
}

static FILE *start(const char *name, const char *header)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = need(fopen(path, "w"), path);
	fputs(header, f);
	return f;
}

static void finish(FILE *f)
{
	int failed = ferror(f);

	if (fclose(f) != 0 || failed) {
		perror(dir);
		exit(1);
	}
}

/* `days` after 1 September of the year, as an ISO date. */
static const char *date(int year, int days, char out[32])
{
	static const int lengths[] = { 30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31, 31 }; /* from September */
	int leap = (year + 1) % 4 == 0, month = 0;

	while (month < 11 && days >= lengths[month] + (month == 5 && leap)) {
		days -= lengths[month] + (month == 5 && leap);
		month++;
	}
	snprintf(out, 32, "%04d-%02d-%02d", year + (month > 3), (month + 8) % 12 + 1, days + 1);
	return out;
}

static void yaml(void)
{
	FILE *f = start("sijil.yaml", "sijil: 1\ncity: {name: Bench, time_zone: UTC}\nsites:\n");
	int i;

	for (i = 0; i < SITES; i++)
		fprintf(f, "  - {id: site%02d, name: Site %d}\n", i, i);
	fputs("programs:\n  - {id: e2c, plugin: second_chance_schools}\n  - {id: literacy, plugin: womens_literacy}\n"
	      "  - {id: spaces, plugin: community_spaces}\n"
	      "references:\n  - {id: population, value: 114455, unit: persons, population: {what: inhabitants}}\n"
	      "  - {id: illiterate_women, value: 12285, unit: persons, population: {what: illiterate women}}\n"
	      "  - {id: women_15plus, value: 40949, unit: persons, population: {what: women}}\n",
	      f);
	finish(f);
}

/* leave_from, leave_to: of the ten ways to end, those before the last session. */
static struct learners gather(char letter, int persons, int leave_from, int leave_to)
{
	struct learners l = { .letter = letter, .persons = persons };
	int p;

	l.size = persons / 50 < COHORT_MIN ? COHORT_MIN : persons / 50 > COHORT_MAX ? COHORT_MAX : persons / 50;
	l.cohorts = (persons + l.size - 1) / l.size;
	l.end = need(malloc((size_t)persons), "learners");
	l.weeks = need(malloc((size_t)persons), "learners");
	for (p = 0; p < persons; p++) {
		l.end[p] = (unsigned char)pick(10);
		l.weeks[p] = WEEKS;
		if (l.end[p] >= leave_from && l.end[p] < leave_to)
			l.weeks[p] = (unsigned char)(4 + pick(WEEKS - 4));
	}
	return l;
}

static void release(struct learners *l)
{
	free(l->end);
	free(l->weeks);
}

static int year_of(int cohort)
{
	return FIRST_YEAR + cohort % YEARS;
}

static int site_of(int cohort)
{
	return cohort / YEARS % SITES;
}

/* Call row for every attendance there could be, in order of their dates: year, week, cohort, person. */
static void each_attendance(const struct learners *l, FILE *f, int first_day,
			    void (*row)(FILE *f, const char *day, int cohort, int person))
{
	char day[32];
	int y, week, c, p;

	for (y = 0; y < YEARS; y++)
		for (week = 0; week < WEEKS; week++)
			for (c = y; c < l->cohorts; c += YEARS) {
				date(year_of(c), first_day + 7 * week, day);
				for (p = c * l->size; p < (c + 1) * l->size && p < l->persons; p++)
					if (week < l->weeks[p])
						row(f, day, c, p);
			}
}

/* --- second-chance schools --- */

static void school_sessions(const struct learners *l)
{
	static const char *const subjects[] = { "literacy", "numeracy", "french", "workshop" };
	FILE *f = start("02_e2c_session.csv", "on,site,cohort,planned_minutes,subject\n");
	char day[32];
	int c, week;

	for (c = 0; c < l->cohorts; c++)
		for (week = 0; week < WEEKS; week++)
			fprintf(f, "%s,site%02d,s%d,120,%s\n", date(year_of(c), 14 + 7 * week, day), site_of(c), c,
				subjects[week % 4]);
	finish(f);
}

static void school_attendance(FILE *f, const char *day, int cohort, int person)
{
	unsigned s = pick(10);

	fprintf(f, "%s,site%02d,S-%06d,s%d/%s,%s,%s\n", day, site_of(cohort), person, cohort, day,
		s < 7   ? "present"
		: s < 8 ? "late"
		: s < 9 ? "absent"
			: "excused",
		s == 7 ? "60" : "");
}

/* Of ten, six complete, three leave, one is not heard of again. */
static void school_ends(const struct learners *l)
{
	static const char *const destinations[] = { "formal_school", "vocational_training", "employment", "none" };
	static const char *const reasons[] = { "moved", "dropout", "work" };
	FILE *completion = start("04_e2c_completion.csv", "on,site,person,award\n");
	FILE *leaving = start("05_e2c_exit.csv", "on,site,person,reason\n");
	FILE *outcome = start("06_e2c_outcome.csv", "on,site,person,destination,contract_months\n");
	char day[32];
	int p;

	for (p = 0; p < l->persons; p++) {
		int y = year_of(p / l->size), site = site_of(p / l->size), end = l->end[p];

		if (end < 6) {
			fprintf(completion, "%s,site%02d,S-%06d,certificate\n", date(y, 285, day), site, p);
			end = (int)pick(4);
			fprintf(outcome, "%s,site%02d,S-%06d,%s,%s\n", date(y, 300 + (int)pick(30), day), site, p,
				destinations[end], end == 2 ? "6" : "");
		} else if (end < 9) {
			fprintf(leaving, "%s,site%02d,S-%06d,%s\n", date(y, 14 + 7 * l->weeks[p] + (int)pick(7), day),
				site, p, reasons[end - 6]);
		}
	}
	finish(completion);
	finish(leaving);
	finish(outcome);
}

static void schools(int persons)
{
	static const char *const tracks[] = { "formal_return", "vocational", "mixed" };
	struct learners l = gather('S', persons, 6, 10);
	FILE *f = start("01_e2c_enrolment.csv", "on,site,person,sex,birth_year,track,cohort\n");
	char day[32];
	int p;

	for (p = 0; p < persons; p++) {
		int c = p / l.size, y = year_of(c);

		fprintf(f, "%s,site%02d,S-%06d,%s,%d,%s,s%d\n", date(y, 1 + (int)pick(12), day), site_of(c), p,
			pick(2) ? "F" : "M", y - 14 - (int)pick(4), tracks[pick(3)], c);
	}
	finish(f);
	school_sessions(&l);
	f = start("03_e2c_attendance.csv", "on,site,person,session,status,minutes\n");
	each_attendance(&l, f, 14, school_attendance);
	finish(f);
	school_ends(&l);
	release(&l);
}

/* --- literacy classes --- */

static void class_attendance(FILE *f, const char *day, int cohort, int person)
{
	unsigned s = pick(10);

	fprintf(f, "%s,site%02d,W-%06d,w%d,90,%s,%s\n", day, site_of(cohort), person, cohort,
		s < 8 ? "present" : "absent", s < 8 ? "90" : "");
}

/* Of ten, nine are expected at the examination, one is not heard of again. */
static void literacy(int persons)
{
	static const char *const results[] = { "pass", "pass", "pass", "pass", "pass", "pass", "pass", "fail", "absent" };
	struct learners l = gather('W', persons, 9, 10);
	FILE *f = start("07_literacy_enrolment.csv", "on,site,person,birth_year,level,area,provider,cohort\n");
	char day[32];
	int p;

	for (p = 0; p < persons; p++) {
		int c = p / l.size, y = year_of(c);

		fprintf(f, "%s,site%02d,W-%06d,%d,1,%s,%s,w%d\n", date(y, 20 + (int)pick(12), day), site_of(c), p,
			y - 18 - (int)pick(50), pick(2) ? "urban" : "rural", pick(2) ? "mosque" : "association", c);
	}
	finish(f);
	f = start("08_literacy_attendance.csv", "on,site,person,cohort,planned_minutes,status,minutes\n");
	each_attendance(&l, f, 35, class_attendance);
	finish(f);
	f = start("09_literacy_level_completion.csv", "on,site,person,level,result\n");
	for (p = 0; p < persons; p++)
		if (l.end[p] < 9)
			fprintf(f, "%s,site%02d,W-%06d,1,%s\n", date(year_of(p / l.size), 285, day),
				site_of(p / l.size), p, results[l.end[p]]);
	finish(f);
	release(&l);
}

/* --- community spaces --- */

/* days: how many days per site and year are counted, evenly over the year; an event on every fifth. */
static void spaces(int days)
{
	static const char *const types[] = { "workshop", "reading", "bootcamp", "talk" };
	FILE *visits = start("10_spaces_visit_count.csv", "on,site,visits,count_type\n");
	FILE *loans = start("11_spaces_loan_count.csv", "on,site,loans,format,audience\n");
	FILE *events = start("12_spaces_event.csv", "on,site,title,event_type,attendees,age_band\n");
	char day[32];
	int y, site, d;

	for (y = FIRST_YEAR; y < FIRST_YEAR + YEARS; y++)
		for (d = 0; d < days; d++)
			for (site = 0; site < SITES; site++) {
				date(y, d * DAYS_MAX / days, day);
				fprintf(visits, "%s,site%02d,%u,automatic\n", day, site, 20 + pick(300));
				fprintf(loans, "%s,site%02d,%u,physical_book,%s\n", day, site, pick(80),
					d % 2 ? "adult" : "child");
				if ((d + site) % 5 == 0)
					fprintf(events, "%s,site%02d,Event %d,%s,%u,18-64\n", day, site, d,
						types[pick(4)], pick(40));
			}
	finish(visits);
	finish(loans);
	finish(events);
}

int main(int argc, char **argv)
{
	long entries = argc == 3 ? strtol(argv[1], NULL, 10) : 0;
	long days;
	int persons = (int)(entries / PER_PERSON);

	if (persons < 2 * COHORT_MAX || entries > 100000000) {
		fprintf(stderr, "usage: generate ENTRIES DIR (%d to 100000000)\n", 2 * COHORT_MAX * PER_PERSON);
		return 64;
	}
	dir = argv[2];
	yaml();
	schools(persons / 2);
	literacy(persons - persons / 2);
	days = (entries - (long)persons * PERSON_ROWS) * 10 / 22 / (SITES * YEARS);
	spaces(days > DAYS_MAX ? DAYS_MAX : (int)days);
	return 0;
}
