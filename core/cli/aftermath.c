#include "config.h"
#include "cli/aftermath.h"

#include "rules/judge.h"

static size_t only_errors(struct findings *f)
{
	size_t i, n = 0;

	for (i = 0; i < f->n; i++)
		if (f->items[i].severity == SIJIL_ERROR)
			f->items[n++] = f->items[i];
	f->warnings = f->infos = 0;
	f->n = n;
	return n;
}

void aftermath_say(struct app *app, enum sijil_subject type, uint32_t subject)
{
	struct findings f = { 0 };
	struct judge judge = {
		.registry = app->registry, .host = &engine_host, .language = app->language, .today = app->today, .log = app->log,
		.findings = &f,
	};
	struct store *store = store_new(app->registry, app->log, app->today);
	struct sijil_err err = { 0 };

	if (store_load_subject(store, type, subject, &err) != 0 ||
	    judge_store(&judge, store, &err) != 0) {
		say_error(&err);
	} else if (only_errors(&f) > 0) {
		say_note("it is done, and now these entries do not fit any more:");
		findings_sort(&f);
		say_findings(&f, NULL);
	}
	findings_release(&f);
	store_free(store);
}
