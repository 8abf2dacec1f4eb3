/*
 * leaning: which entries are wrong only because others were changed or taken back: an attendance whose enrolment is gone.
 * The histories that a write touches are judged before and after it.
 */
#ifndef EXCHANGE_LEANING_H
#define EXCHANGE_LEANING_H

#include "exchange/frozen.h"

struct leaning;

/* Before the write, inside its batch.  NULL with *err if the register cannot be read. */
struct leaning *leaning_start(const struct registry *registry, struct log *log, int32_t today,
			      const struct frozen_subject *subjects, size_t n, struct sijil_err *err);
/* After it: the errors that were not there before, sorted, into out.  0, or -1 with *err. */
int leaning_find(struct leaning *l, struct findings *out, struct sijil_err *err);
void leaning_free(struct leaning *l); /* NULL is allowed */

#endif
