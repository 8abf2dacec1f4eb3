/* What conditions look at: told by their paths, without evaluating them. */
#include "config.h"
#include "plugin/expr.h"

#include "plugin/expr_private.h"

static unsigned path_looks(const struct path *p)
{
	unsigned judged = p->judged ? LOOKS_JUDGED : 0;

	switch (p->root) {
	case ROOT_CONSTANT:
		return 0;
	case ROOT_COUNT:
		return LOOKS_COUNT;
	case ROOT_ENROLLED:
		return LOOKS_ENROLLED;
	case ROOT_FIELD:
	case ROOT_REFERRED:
	case ROOT_DAY:
	case ROOT_DAYS:
	case ROOT_FREQUENCY:
	case ROOT_YEAR:
		return judged | (p->whose == WHOSE_OWN ? LOOKS_OWN : LOOKS_AROUND);
	case ROOT_KIND:
	case ROOT_LENGTH:
	case ROOT_AGE:
	case ROOT_DAYS_AGO:
	case ROOT_MONTHS_AGO:
	case ROOT_SERVED:
	case ROOT_SERVED_BEFORE:
	case ROOT_IDLE:
		break;
	}
	return judged | LOOKS_AROUND;
}

static unsigned expr_looks(const struct expr *x)
{
	unsigned all = 0, i, k;

	for (i = 0; x != NULL && i < x->n; i++)
		for (k = 0; k < x->terms[i].n; k++)
			all |= path_looks(x->terms[i].factors[k]);
	return all;
}

unsigned conds_look(const struct conds *c)
{
	unsigned all = 0, i;

	for (i = 0; c != NULL && i < c->n; i++)
		all |= expr_looks(c->items[i].left) | expr_looks(c->items[i].right);
	return all;
}
