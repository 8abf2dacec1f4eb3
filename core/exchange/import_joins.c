#include "config.h"

#include <stdlib.h>

#include "exchange/import_private.h"

void joins_start(struct joins *j, struct log *log)
{
	static const enum log_code codes[SUBJECT_TYPES] = {
		[SIJIL_PERSON] = LOG_PERSON,
		[SIJIL_SITE] = LOG_SITE,
		[SIJIL_PROGRAM] = LOG_PROGRAM,
	};
	size_t type;

	*j = (struct joins){ 0 };
	for (type = SIJIL_PERSON; type < SUBJECT_TYPES; type++) {
		j->numbers[type] = log_code_count(log, codes[type]);
		j->joined[type] = mem_alloc((size_t)j->numbers[type] + 1);
	}
}

void joins_release(struct joins *j)
{
	size_t type;

	for (type = 0; type < SUBJECT_TYPES; type++)
		free(j->joined[type]);
}

void joins_add(struct joins *j, enum sijil_subject type, uint32_t subject)
{
	if (subject <= j->numbers[type])
		j->joined[type][subject] = 1;
}

int joins_load(const struct joins *j, struct store *store, struct sijil_err *err)
{
	size_t type;

	for (type = SIJIL_PERSON; type < SUBJECT_TYPES; type++)
		if (store_load_subjects(store, (enum sijil_subject)type, j->joined[type], j->numbers[type], err) != 0)
			return -1;
	return 0;
}
