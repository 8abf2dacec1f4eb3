/* suppress_private: what the files of suppress share. */
#ifndef REPORT_SUPPRESS_PRIVATE_H
#define REPORT_SUPPRESS_PRIVATE_H

#include "report/suppress.h"

/* A figure that has no value for another reason keeps the reason, and loses what it was made of. */
void suppress_hide(struct figure *f);

/*
 * After all else is hidden: of steps of one path, in their order, those whose number is below `below` apart from the one of
 * an earlier step that is shown, or from all the persons: the difference is a small number of persons as well.
 */
void suppress_steps(const struct program_answers *p, int64_t below);

#endif
