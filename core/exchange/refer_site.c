/* Where an entry that others refer to took place. */
#include "config.h"

#include "exchange/refer.h"

static int take_site(void *arg, const struct log_row *row)
{
	*(uint32_t *)arg = row->site;
	return 0;
}

int refer_site(void *arg, int64_t id, const char **site, struct sijil_err *err)
{
	struct refer_site *r = arg;
	int64_t last = id, next;
	uint32_t number = 0;

	if (r->id != id) {
		while ((next = log_replaced_by(r->log, last, err)) > 0)
			last = next;
		if (next < 0 || log_each(r->log, &(struct log_query){ .id = last }, take_site, &number, err) != 0)
			return -1;
		r->id = id;
		r->site = number != 0 ? log_code_text(r->log, LOG_SITE, number) : NULL;
	}
	*site = r->site;
	return 0;
}
