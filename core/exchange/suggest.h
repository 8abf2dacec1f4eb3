/*
 * suggest: an import mapping guessed from a file, for a person to check and paste into sijil.yaml.  Columns are matched by
 * the names and titles of fields in every language, by words that people use for them, and by what stands in them.
 * What is not sure is said to be so in a comment.
 */
#ifndef EXCHANGE_SUGGEST_H
#define EXCHANGE_SUGGEST_H

#include "exchange/import.h"

/*
 * Append the mapping to out.  Of the request: registry, program (NULL: any), kind (NULL: the one that fits best), path,
 * source, profile.  -1 with *err: the file cannot be read, or no kind of entry fits it.
 */
int suggest_mapping(const struct import_request *request, struct str *out, struct sijil_err *err);

#endif
