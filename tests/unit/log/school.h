/*
 * school: a small city and a real register in a temporary folder, for the tests of log/ and metrics/.  Programs "a" and
 * "b" are two instances of one plugin, whose tables (school_tables.c) have a kind of every role and subject.
 */
#ifndef TEST_SCHOOL_H
#define TEST_SCHOOL_H

#include <criterion/criterion.h>

#include "log/history.h"

enum { SCHOOL_PROGRAMS = 2 };

struct school {
	struct city city; /* sites centre (urban), kiosk (urban), farm (rural); one reference, "women": 1000 */
	struct program_config configs[SCHOOL_PROGRAMS]; /* lapse_days 90 */
	struct program programs[SCHOOL_PROGRAMS];
	struct registry registry;
	struct log *log;
	struct store *store; /* of the last school_store() */
	struct arena arena;
	const char *program; /* whose entries put() logs: "a" */
	char path[64];
	bool writing;
};
extern struct school school; /* each test is a process of its own */

extern const struct sijil_kind school_kinds[];

/* metrics: of program "a"; NULL: none. */
void school_open(const struct sijil_metric *metrics);
void school_close(void);

const struct kind *school_kind(const char *name); /* of program "a" */
int32_t day_of(const char *iso);

/*
 * Log an entry; its number.  who: "P1", "P1@centre", "@centre", "" for the program's own; days: "2024-03-01" or
 * "2024-03-01..2024-03-31"; fields: canonical JSON.
 */
int64_t put(const char *kind, const char *who, const char *days, const char *fields);
/* Replace an entry, which stays as it is but for its fields and day (NULL: the same day); fields NULL voids it. */
int64_t put_again(int64_t id, const char *day, const char *fields);
/* Commit what was put. */
void school_commit(void);

/* The number of a code, which must be there. */
uint32_t number_of(enum log_code type, const char *code);

/* A new store as it stands on that day, with nothing loaded; freed with the school. */
struct store *school_store(const char *as_of);

/* The histories in the store, one line each: "P1: enrolment#1 2024-01-02, exit#4 2024-06-30".  In the arena. */
const char *school_told(struct store *s, bool only_fresh);

/*
 * The spells of a person, all programs: "a 2024-01-02..2024-06-30 exit", "a 2024-01-02..",
 * "a 2024-01-02..2024-03-01 lapsed", joined by ", ".  In the arena.
 */
const char *school_told_spells(struct store *s, const char *person);
const char *school_spells(const char *person, const char *as_of); /* from a new store, loaded whole */

#endif
