/* aftermath: what a correction or a void left behind in the history it touched. */
#ifndef CLI_AFTERMATH_H
#define CLI_AFTERMATH_H

#include "cli/cli.h"

/*
 * Judge the subject's history as it stands now and say on stderr which of its entries are in error: attendances whose
 * enrolment was voided, for example.  Nothing is undone; the person decides.
 */
void aftermath_say(struct app *app, enum sijil_subject type, uint32_t subject);

#endif
