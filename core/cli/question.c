#include "config.h"

#include "cli/question.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "cli/clock.h"

int question_period(struct app *app, struct period *period)
{
	const char *text = args_get(&app->args, "period");
	struct sijil_err err = { 0 };

	if (text == NULL)
		period_containing(app->today, PERIOD_SCHOOL_YEAR, &app->city->calendar, period);
	else if (period_parse(text, &app->city->calendar, period, &err) != 0)
		return say_error(&err);
	return 0;
}

int question_day(struct app *app, int32_t *as_of)
{
	const char *text = args_get(&app->args, "as-of"), *why;

	*as_of = app->today;
	if (text != NULL && date_parse(text, strlen(text), as_of, &why) != 0)
		return say_fail(ERR_USAGE, "--as-of '%s': %s", text, why);
	return 0;
}

int question_as_known(struct app *app, int32_t as_of)
{
	struct sijil_err err = { 0 };
	char day[DATE_TEXT];
	int64_t later;

	if (!args_has(&app->args, "as-of") || args_has(&app->args, "include-later"))
		return 0;
	if (log_known_at(app->log, clock_day_end(as_of), as_of, &later, &err) != 0)
		return say_error(&err);
	if (later > 0)
		say_note("%lld entries about days up to %s were recorded after it and are left out (--include-later "
			 "counts them)",
			 (long long)later, date_text(as_of, day));
	return 0;
}

const char *const *question_breakdowns(struct app *app)
{
	const char **by = arena_alloc(&app->arena, (ARGS_MAX + 1) * sizeof(*by)), *value;
	size_t n = 0, len, k;
	int i;

	for (i = 0; (value = args_nth(&app->args, "by", i)) != NULL; i++) {
		const char *rest = value, *s;

		while (rest != NULL && n < ARGS_MAX && (s = text_split(&rest, ',', &len)) != NULL) {
			by[n] = arena_strndup(&app->arena, s, len);
			for (k = 0; k < n && strcmp(by[k], by[n]) != 0; k++)
				;
			n += k == n && len > 0;
		}
	}
	by[n] = NULL;
	return by;
}
