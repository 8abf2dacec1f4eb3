/*
 * A small plugin whose tables are sound, in memory that a test may change: each test makes one mistake in it and says
 * which words must come back.
 */
#ifndef TESTS_PLUGIN_SAMPLE_H
#define TESTS_PLUGIN_SAMPLE_H

#include <string.h>

#include <sijil/plugin.h>

#include "plugin/tables.h"

struct sample_instance {
	int64_t min_hours;
	bool strict;
	const char *language;
};

/* Rows of the tables; the last of each is its end. */
enum { MIN_HOURS, STRICT, LANGUAGE, OPTIONS };
enum { ENROLMENT, SESSION, ATTENDANCE, EXIT, VISITS, KINDS };
enum { SEX, COHORT, TUTOR, ENROLMENT_FIELDS };
enum { SESSION_COHORT, PLANNED_MINUTES, PLANNED, SESSION_FIELDS };
enum { OF_SESSION, STATUS, MINUTES, GRADE, SEEN, ATTENDANCE_FIELDS };
enum { COUNTED, ZONE, VISITS_FIELDS };
enum { R_MUST, R_PRIOR, R_UNIQUE, R_NO_OVERLAP, R_ONE_SPELL, R_IN_SPELL, R_CALLBACK, RULES };
enum { LEARNERS, RATE, PARITY, FOLDED, METRICS };

struct sample {
	struct sijil_option options[OPTIONS + 1];
	struct sijil_field enrolment[ENROLMENT_FIELDS + 1];
	struct sijil_field session[SESSION_FIELDS + 1];
	struct sijil_field attendance[ATTENDANCE_FIELDS + 1];
	struct sijil_field visits[VISITS_FIELDS + 1];
	struct sijil_kind kinds[KINDS + 1];
	struct sijil_rule rules[RULES + 1];
	struct sijil_measure learners[2], attended[2], planned[3], excused[2];
	struct sijil_metric metrics[METRICS + 1];
	struct sijil_plugin plugin;
};

void sample_make(struct sample *s);

/* The tables of the sample must be refused with exactly these words. */
#define FAULT(sample, words)                                                                       \
	do {                                                                                       \
		struct sijil_err err_ = { 0 };                                                     \
		cr_assert_eq(tables_check(&(sample)->plugin, &err_), -1, "taken, but: %s", words); \
		cr_assert_str_eq(err_.message, words);                                             \
		cr_assert_eq(err_.status, ERR_UNAVAILABLE);                                        \
	} while (0)

/* The same, for words that end in another room's explanation. */
#define FAULT_BEGINS(sample, words)                                                                \
	do {                                                                                       \
		struct sijil_err err_ = { 0 };                                                     \
		cr_assert_eq(tables_check(&(sample)->plugin, &err_), -1, "taken, but: %s", words); \
		cr_assert_eq(strncmp(err_.message, words, strlen(words)), 0, "%s", err_.message);  \
	} while (0)

/* Another way to write what the sample has must be taken too. */
#define SOUND(sample)                                                                                 \
	do {                                                                                          \
		struct sijil_err err_ = { 0 };                                                        \
		cr_assert_eq(tables_check(&(sample)->plugin, &err_), 0, "refused: %s", err_.message); \
		cr_assert_str_empty(err_.message);                                                    \
	} while (0)

#endif
