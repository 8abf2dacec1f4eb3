#include "config.h"

#include <stdlib.h>

#include "exchange/import_private.h"

int joins_start(struct joins *j, struct log *log, struct sijil_err *err)
{
	static const enum log_code codes[SUBJECT_TYPES] = {
		[SIJIL_PERSON] = LOG_PERSON,
		[SIJIL_SITE] = LOG_SITE,
		[SIJIL_PROGRAM] = LOG_PROGRAM,
	};
	size_t type;

	*j = (struct joins){ .log = log, .entries = log_count(log, err) };
	for (type = SIJIL_PERSON; type < SUBJECT_TYPES; type++) {
		j->numbers[type] = log_code_count(log, codes[type]);
		j->joined[type] = mem_alloc((size_t)j->numbers[type] + 1);
	}
	return j->entries < 0 ? -1 : 0;
}

void joins_release(struct joins *j)
{
	size_t type;

	for (type = 0; type < SUBJECT_TYPES; type++)
		free(j->joined[type]);
}

void joins_add(struct joins *j, enum sijil_subject type, uint32_t subject)
{
	if (subject > j->numbers[type] || j->joined[type][subject])
		return;
	j->joined[type][subject] = 1;
	j->n++;
}

int joins_load(const struct joins *j, struct store *store, struct sijil_err *err)
{
	size_t type;
	uint32_t i;

	if (j->n * ROWS_PER_SUBJECT > j->entries)
		return j->entries == 0 ? 0 : store_load_all(store, 0, 1, err);
	for (type = SIJIL_PERSON; type < SUBJECT_TYPES; type++)
		for (i = 1; i <= j->numbers[type]; i++)
			if (j->joined[type][i] && store_load_subject(store, (enum sijil_subject)type, i, err) != 0)
				return -1;
	return 0;
}
