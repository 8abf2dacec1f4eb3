/* What the files of this plugin share.  None of it is visible outside the module. */
#ifndef COMMUNITY_SPACES_H
#define COMMUNITY_SPACES_H

#include <sijil/plugin.h>

#include <regex.h>

/* What must not stand in a free text about a person. */
struct privacy {
	regex_t contacts; /* in every text; of the option private_pattern, if it is given */
	regex_t names;    /* in texts that do not name an organisation */
	bool own;         /* private_pattern took the place of both: names is not compiled */
};

/* The program's `options:` block, then what is made of it. */
struct community_spaces {
	int64_t min_turnover_minutes; /* the shortest time for which a visitor keeps a seat */
	bool walk_in_ok;              /* a support session needs neither goal nor enrolment */
	const char *private_pattern;  /* NULL: the patterns of privacy.c */
	struct privacy privacy;
};

extern const struct sijil_kind community_spaces_kinds[];
extern const struct sijil_rule community_spaces_rules[];
extern const struct sijil_metric community_spaces_metrics[];

/* --- opening.c: when a site is open, by its capacity and closure entries --- */

/*
 * Entries of one kind of the program, by day.  In a rule they are found by the report; in a fold, where report is NULL,
 * by going through the history once.
 */
struct cursor {
	const struct sijil_host *host;
	const struct sijil_history *history;
	const struct sijil_report *report;
	const char *kind;
	size_t at; /* the next one: its number among them, or, in a fold, a place in the history */
};
/* To the first one on or after a day. */
void cursor_seek(struct cursor *c, int32_t day);
/* The next one, or NULL. */
const struct sijil_entry *cursor_next(struct cursor *c);

/* A site, or one of its zones, over a stretch of days. */
struct opening {
	int64_t days;         /* all of them */
	int64_t known;        /* those on which a capacity stands */
	int64_t closed;       /* those of a closure */
	int64_t open;         /* those on which it is open, by capacity and closures */
	int64_t minutes;      /* open minutes, together */
	int64_t seat_minutes; /* the same, of every seat */
	int32_t known_from;   /* the first known day; SIJIL_NO_DAY: none */
};
/* zone: NULL for the site.  `where` says where to look; its kind and place do not matter. */
struct opening opening_between(const struct cursor *where, const char *zone, int32_t from, int32_t to);

/* Day by day, for many questions about parts of one stretch. */
struct calendar {
	int32_t from, to;
	int32_t *open, *known; /* how many days before each day of it, and before the day after, were open, were known */
};
/* 0, or -1 for want of memory; release it in either case. */
int calendar_make(struct calendar *c, const struct cursor *where, const char *zone, int32_t from, int32_t to);
void calendar_release(struct calendar *c);
/* The open days among those from..to of the calendar; false if a capacity stands not on all of them. */
bool calendar_between(const struct calendar *c, int32_t from, int32_t to, int32_t *open);

sijil_check_fn community_spaces_weekdays, community_spaces_time_of_day;

/* --- visits.c: visits against opening times --- */

/* The visit counts of a history that touch the window, one by one. */
struct counts {
	struct cursor cursor;
	const struct sijil_window *window;
};
struct counts counts_in(const struct sijil_host *host, const struct sijil_history *history,
			const struct sijil_window *window);
const struct sijil_entry *counts_next(struct counts *c);
bool counts_is_inside(const struct counts *c, const struct sijil_entry *e);
bool counts_is_sample(const struct counts *c, const struct sijil_entry *e);
/* Of the window: days after the day asked on have not been open yet. */
int32_t counts_last_day(const struct counts *c);

sijil_check_fn community_spaces_visits_fit, community_spaces_capacity_known, community_spaces_closed;
sijil_fold_fn community_spaces_visits_per_hour;

/* --- estimate.c: visits from samples --- */
sijil_fold_fn community_spaces_visits_estimated;

/* --- events.c: lines that stand for several events --- */
sijil_check_fn community_spaces_attendance_alone, community_spaces_events_differ;

/* --- goals.c: what is said of a child's goals, by goal_id --- */
sijil_check_fn community_spaces_goal_exists, community_spaces_walk_in;
sijil_fold_fn community_spaces_goals_mastered, community_spaces_prompts_faded;

/* --- privacy.c: names, telephone numbers and addresses in texts about a person --- */

/* Compile the patterns; 0, or -1 with *err. */
int community_spaces_open_privacy(struct community_spaces *program, const struct sijil_host *host,
				  struct sijil_err *err);
void community_spaces_close_privacy(struct community_spaces *program);
sijil_check_fn community_spaces_private;

#endif
