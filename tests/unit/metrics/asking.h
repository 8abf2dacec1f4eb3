/* asking: questions to the register of ../log/school.h, and their answers as text. */
#ifndef TEST_ASKING_H
#define TEST_ASKING_H

#include "../log/school.h"
#include "metrics/trail.h"

/* Rows of the tables, so that a metric of a test reads as one in a plugin. */
#define MEASURES(...) (const struct sijil_measure[]){ __VA_ARGS__, { 0 } }
#define ALSO(...) (const struct sijil_also[]){ __VA_ARGS__, { 0 } }
#define METRIC(name, times) .code = name, .title = name, .unit = "persons", .definition = name, .scale = times

/*
 * Ask programs "a" and "b" for a period; by: "sex,month" or NULL; as_of NULL: 2024-12-31.  The answers, of which those of
 * "a" are told below, live until the next.
 */
void ask(const char *period, const char *by, const char *as_of);
/* The error of a question that is refused. */
const char *ask_refused(const char *period, const char *by);
extern struct answers *answers;
/* Ask only for one metric of "a", as of 2024-12-31: its answer, and the trail behind it, which lives until the next. */
void ask_trail(const char *code, const char *period, const char *by);
extern struct trail *trail;
void asking_end(void); /* closes the school too */

const struct answer *answer(const char *code);

/*
 * All texts live in the arena of the school.
 *
 * A figure: "70 (420/600)", value and both sides; "7 (7)" for what is no ratio; "no_entries (-/600)" and such where there
 * is no value.
 */
const char *said_total(const char *code);
const char *said_previous(const char *code);
/* The groups of a breakdown: "F 3 (3), M 1 (1)"; "=" in front if they add up to the total; "" if it has none. */
const char *said_by(const char *code, const char *by);
/* "formal 50 (1/2), work 50 (1/2)" */
const char *said_parts(const char *code);
/* "straddles 1, samples 2 = 300" */
const char *said_excluded(const char *code);

#define expect_total(code, text) cr_expect_str_eq(said_total(code), text, code ": %s", said_total(code))
#define expect_previous(code, text) cr_expect_str_eq(said_previous(code), text, code ": %s", said_previous(code))
#define expect_by(code, by, text) cr_expect_str_eq(said_by(code, by), text, code " by " by ": %s", said_by(code, by))
#define expect_parts(code, text) cr_expect_str_eq(said_parts(code), text, code ": %s", said_parts(code))
#define expect_excluded(code, text) cr_expect_str_eq(said_excluded(code), text, code ": %s", said_excluded(code))

#endif
