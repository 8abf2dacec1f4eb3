/* import_report: what an import did, for people and for programs. */
#ifndef CLI_IMPORT_REPORT_H
#define CLI_IMPORT_REPORT_H

#include "exchange/import.h"

/* Print it, with what to do next; the exit status of the command. */
int import_report(const struct import_request *request, const struct import_result *result, bool json);

#endif
