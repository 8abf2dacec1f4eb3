/*
 * The plugin ABI of sijil: the only header a plugin includes, the only one installed.
 *
 * A plugin is one shared object that exports one constant, `<name>_LTX_sijil_plugin`, made of tables:
 * what can be logged (kinds of entry, with their fields), what is wrong with an entry (rules) and what the
 * numbers mean (metrics).  It calls the engine only through `struct sijil_host`, so it links with nothing.
 *
 * One idea carries the whole: every entry has exactly one subject (a person, a site, or the program); a
 * subject's history is its current entries, over all programs, in date order.  A rule judges one entry against
 * its subject's history; a metric is a fold over one subject's history.
 *
 * Conventions, true for every declaration below:
 *  - A table ends at the first row whose first member is NULL.  Tables and strings are `static const`: the engine
 *    keeps the pointers as long as the plugin is loaded, and never frees or writes them.
 *  - Text is UTF-8.  Names and codes are ASCII; titles, hints and messages are plain English.
 *  - A date is a day number, days since 1970-01-01 (may be negative).  There is no time of day and no time zone.
 *  - An amount is an int64_t in millionths: SIJIL_ONE is 1.  No floating point anywhere.
 *  - What a callback receives lives until it returns; to keep it, copy it.  Callbacks keep no state of their own
 *    outside the instance, and must give the same answer for the same history.
 */
#ifndef SIJIL_PLUGIN_H
#define SIJIL_PLUGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Read before anything else of a plugin is believed, and compared for equality. */
#define SIJIL_MAGIC 0x53494a4cu /* "SIJL" */
#define SIJIL_ABI 2u

/* One unit, in the fixed point of every amount. */
#define SIJIL_ONE INT64_C(1000000)

/* "No value": never a valid amount, number or day. */
#define SIJIL_MISSING INT64_MIN
#define SIJIL_NO_DAY INT32_MIN

/*
 * An error on its way up.  Lives on the caller's stack; untouched on success.
 * file (may be NULL) is not owned; line and col count from 1, 0 means unknown; status is the exit status the
 * command should end with (sysexits.h numbers), 0 if nobody said.
 */
struct sijil_err {
	const char *file;
	unsigned line, col;
	int status;
	char message[512];
};

enum sijil_type {
	SIJIL_TEXT = 1, /* UTF-8; min..max is its length in characters */
	SIJIL_INT,      /* whole number; min..max its range; choices, if given, the only numbers allowed */
	SIJIL_DECIMAL,  /* number with up to six decimals; min..max in whole units */
	SIJIL_BOOL,     /* true | false */
	SIJIL_DATE,     /* ISO date */
	SIJIL_CHOICE,   /* one of the codes in choices */
	SIJIL_ENTRY,    /* another entry, of the kind named in refers */
};

/* Whose history an entry belongs to. */
enum sijil_subject {
	SIJIL_PERSON = 1, /* the person it names */
	SIJIL_SITE,       /* the site, for counted entries and sessions */
	SIJIL_PROGRAM,    /* the program, for budget lines, estimates, notes */
};

/* What an entry does to the spell (period of participation) of its person in its program. */
enum sijil_role {
	SIJIL_RECORDS = 0, /* nothing: it may come at any time */
	SIJIL_OPENS,       /* opens a spell (enrolment) */
	SIJIL_SERVES,      /* is a service inside a spell (attendance, assessment) */
	SIJIL_CLOSES,      /* closes it (exit, completion); the earliest one counts */
};

/*
 * One field of a kind.  This one description drives the prompt, the CSV header, the help, the field check, and
 * the decoded view of the register.
 */
struct sijil_field {
	const char *name;    /* [a-z][a-z0-9_]*; NULL ends the table */
	const char *title;   /* for people */
	const char *hint;    /* what to write, one sentence; may be NULL */
	enum sijil_type type;
	bool required;
	int64_t min, max;    /* see enum sijil_type; both 0: unlimited */
	const char *choices; /* "present|late|absent"; only for SIJIL_CHOICE and SIJIL_INT */
	const char *refers;  /* SIJIL_ENTRY: the kind of the same program it refers to */
	const char *unit;    /* "minutes", "persons"; NULL if it has none */
	const char *preset;  /* recorded when nothing is given, written as a person would; NULL: nothing */
	/*
	 * An expression (see struct sijil_measure) whose value stands in whenever the field was not recorded, under
	 * the conditions otherwise_when (NULL: always).  It is never stored: a corrected session corrects its
	 * attendances.
	 */
	const char *otherwise;
	const char *otherwise_when;
};

/* A kind of entry. */
struct sijil_kind {
	const char *name;  /* [a-z][a-z0-9_]*, unique in the plugin; NULL ends the table */
	const char *title;
	enum sijil_subject subject;
	enum sijil_role role;
	bool interval;           /* may cover a stretch of days (both ends included) instead of one */
	const char *serves_when; /* SIJIL_SERVES: conditions under which it counts as a service; NULL: always */
	const char *service;     /* SIJIL_SERVES: an expression, the minutes that it served (`served`); NULL: none */
	const char *future_when; /* conditions under which it may be dated after today; NULL: never */
	/*
	 * Name of a text field (of this kind and of the opening kind): an entry of this kind dated in the future
	 * (and allowed there by future_when) keeps the open spells that share its value from lapsing.  NULL: none.
	 */
	const char *plans_for;
	/*
	 * What makes two entries of this kind the same fact: a comma list of fields and of `day`, `day_end`, `site`,
	 * `person`.  Two current entries with the same key are an error (CORE-E09).  NULL: no natural key.
	 */
	const char *key;
	/*
	 * How people refer to an entry of this kind from another one: a comma list as in key, whose parts are written
	 * joined by '/' ("evening-a/2024-10-07").  NULL: by entry number only.
	 */
	const char *refer_by;
	/*
	 * Tests that are compared with an earlier one of the same kind (a pre-test): the conditions that make an entry a
	 * baseline, and the fields (a comma list as in key) that it must share.  The baseline of an entry is the latest
	 * such entry of its spell on or before its day, other than itself: `base.FIELD`.  NULL: none.
	 */
	const char *baseline_when;
	const char *baseline_key;
	/*
	 * Name of a number field whose values, by day covered, are looked over for outliers (CORE-W12), among entries of
	 * the same site that share outliers_among (a comma list as in key; NULL: nothing more).  NULL: none.
	 */
	const char *outliers;
	const char *outliers_among;
	const struct sijil_field *fields;
};

/*
 * Expressions and conditions.
 *
 *   expression:  term { '+' term | '-' term }
 *   term:        path | path '*' path
 *   path:        FIELD          a field of the entry; in a spell measure, of its opening entry
 *                FIELD.FIELD    a field of the entry that the first one refers to
 *                open.FIELD     a field of the entry that opened the spell; open.day
 *                close.FIELD    a field of the entry that closed the spell, unless it lapsed or is still open; close.day
 *                close.kind     the kind of that entry
 *                base.FIELD     a field of the entry's baseline (see struct sijil_kind); base.day, base.served
 *                unit.FIELD     in a further demand (struct sijil_also): a field of the unit; unit.day
 *                length         days from the spell's first to its last day, both included
 *                age            age in years on the entry's (or spell's first) day, by birth_year: +-1 year
 *                day            the entry's (or spell's first) day, as a date: day+30 is 30 days later
 *                days           days covered by the entry: 1, or the length of its interval
 *                frequency      how long that is: day, week, month, quarter, semester, year, other
 *                year           the calendar year of the entry's day
 *                days_ago       days from the entry's (or spell's first) day to the day asked; below 0 if still to come
 *                months_ago     whole calendar months from the entry's day to the day asked
 *                served         minutes of service (sijil_kind.service) in the entry's spell up to its day, which counts;
 *                               of a spell, as known at the window's end
 *                served_before  the same, without its own day
 *                idle           days from the last service of the entry's spell to the day asked; not recorded once the
 *                               spell has closed or lapsed
 *                city.currency  the city's currency
 *                $OPTION        an option of the program
 *                NUMBER         a whole number
 *                count          in a SIJIL_CLASS rule: entries of the kind `other` in the class on that day
 *                enrolled       in a SIJIL_CLASS rule: persons of the class on that day, who have not left it
 *                A field goes before a word of this list.
 *   conditions:  condition { ',' condition }                  all must hold
 *   condition:   expression OP value { '|' value }            OP is = != < <= > >=; several values: any of them
 *                '?' path                                     it is recorded (or has an `otherwise` that is)
 *                '!' path                                     it is not
 *   value:       a literal (may hold spaces), or @expression; @$OPTION for an option
 *
 * A comparison with something not recorded does not hold, except `!=`, which does: "not known to be".
 * In a rule's `must`, a comparison that cannot be made is not a violation.
 */

/* What a measure adds up, over its units. */
enum sijil_take {
	SIJIL_COUNT = 1, /* how many units */
	SIJIL_PERSONS,   /* how many different persons (subjects) have at least one */
	SIJIL_SUM,       /* the sum of `of` */
	SIJIL_LATEST,    /* the value of `of` in each subject's last unit in the window */
	SIJIL_STANDING,  /* the same, in its last unit on or before the window's last day: it stands until the next */
	SIJIL_MEDIAN,    /* the median of `of` over the units; of an even number, the mean of the middle two */
};

/*
 * Spells as units.  A window knows nothing of what was logged for days after its end: a spell closed later is open in
 * it.  Lapses alone are judged from the as-of date, because a late entry may revive a spell.
 */
enum sijil_spells {
	SIJIL_NO_SPELLS = 0,
	SIJIL_OPENED, /* spells whose first day is in the window */
	SIJIL_CLOSED, /* spells whose last day is in the window: explicitly closed or lapsed */
	SIJIL_LAPSED, /* of these, the lapsed ones */
	SIJIL_ACTIVE, /* spells with at least one day in the window */
};

/* A further demand on a unit: its person also has an entry of another kind (or has none). */
enum sijil_has {
	SIJIL_LATEST_MEETS = 1, /* the latest entry of the kind, by the as-of date, meets where */
	SIJIL_ANY_MEETS,        /* some entry of it up to the (unshifted) window's end, or the as-of date, does */
	SIJIL_NONE_MEETS,       /* none does */
	SIJIL_EVER_MEETS,       /* some entry of it by the as-of date does, however long after the window */
	SIJIL_NEVER_MEETS,      /* none does */
};

/*
 * In a spell measure only entries from the spell's first day to the next spell are looked at; but where PERSONS are
 * counted, the latest is the person's last from the spell's first day on: nobody is in two parts by two spells.
 */
struct sijil_also {
	enum sijil_has has; /* 0 ends the table */
	const char *kind;   /* of this program */
	const char *where;  /* conditions; @unit.FIELD is the unit's; NULL: any */
};

/*
 * A measure: units (entries of a kind, or spells) and what is taken of them.  One that sums and finds no unit at
 * all is missing, not zero (unless the denominator found units of the same kind and period: nobody of those present came
 * late is a true zero); counts of nothing are zero.
 */
struct sijil_measure {
	enum sijil_take take;     /* 0 ends the table */
	const char *title;        /* printed when a metric has several measures on one side; may be NULL otherwise */
	const char *kind;         /* the units are current entries of this kind ... */
	enum sijil_spells spells; /* ... or, when set, spells (kind is NULL) */
	const char *of;           /* SUM, LATEST, STANDING, MEDIAN: an expression */
	const char *where;        /* conditions; NULL: all */
	const struct sijil_also *also; /* all must hold; NULL: none */
	/*
	 * COUNT, PERSONS of entries: of the units so far, only the person's last one in the window for each value of this
	 * field counts, and only if it meets latest_where.  NULL: all count.
	 */
	const char *latest_by;
	const char *latest_where;
	bool previous;            /* take the units of the period before */
	bool until_next;          /* of entries: further demands look only before the person's next entry of this kind */
	const char *reference;    /* STANDING: id of the YAML reference used when no entry qualifies; NULL: none */
	/*
	 * STANDING: breakdowns (a comma list) that do not divide it, so that each of their groups is set against all of it:
	 * books and toys per 1,000 of the same inhabitants.  NULL: every breakdown does.
	 */
	const char *undivided_by;
	/*
	 * STANDING of entries: "area=urban|rural", a text or choice field and the values that name a part.  The last entry
	 * stands for each part, and apart from them the last with another value or none, which speaks of the whole and is
	 * no group of that field.  The whole is that one; without it the parts' sum, if each has one.  NULL: no parts.
	 */
	const char *parts;
	/* STANDING of entries: a whole number, the year it speaks of: the latest goes first, but none after the window's. */
	const char *year_by;
};

/* Whom a number speaks of; compared with that of a target or baseline before the two are set side by side. */
struct sijil_population {
	const char *what, *sex, *age, *area; /* NULL: not specified */
};

enum sijil_direction { SIJIL_NEUTRAL = 0, SIJIL_UP, SIJIL_DOWN };

/* The side of a metric that an amount belongs to. */
enum sijil_part { SIJIL_NUMERATOR = 0, SIJIL_DENOMINATOR, SIJIL_ASIDE, SIJIL_EXCLUDED };

struct sijil_entry;
struct sijil_history;
struct sijil_window;
struct sijil_host;
struct sijil_report;
struct sijil_tally;

/*
 * Add what one history contributes to a metric in one window, by host->add().
 * Returns 0, or -1 if the history cannot be folded (the unit is then counted as excluded).
 */
typedef int sijil_fold_fn(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
			  const struct sijil_window *window, struct sijil_tally *tally);

/*
 * Judge one entry against its subject's history (which contains it), by host->find().
 * Returns 0 if it could judge, whatever it found; -1 if it could not.
 */
typedef int sijil_check_fn(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
			   const struct sijil_entry *entry, struct sijil_report *report);

/*
 * A metric: value = sum of numerators / per (if not 0) x scale / (sum of denominators, if it is a ratio) + offset.
 * The numerator is printed after division by per.  A `fold` adds to what the measures, if any, give.
 */
struct sijil_metric {
	const char *code; /* [a-z][a-z0-9_]*, unique in the plugin; NULL ends the table */
	const char *title;
	const char *unit;       /* "%", "persons", "hours" */
	const char *definition; /* one sentence for the committee */
	const char *comparable; /* the published indicator it may be set beside, or NULL */
	enum sijil_direction direction;
	int64_t scale;          /* 1, 100 (per cent), 1000 (per thousand); -100 is allowed */
	int64_t per;            /* constant divisor (60: minutes to hours), 0: none */
	int64_t offset;         /* added to the value, in whole units (-100: growth from a ratio in per cent) */
	int decimals;           /* digits printed after the point, 0..6 */
	bool persons;           /* it counts persons on either side: small numbers are suppressed */
	bool estimate;          /* modelled or extrapolated: printed as an estimate, never as a measured number */
	/*
	 * Metrics with the same text here answer one question with different denominators, or are the steps of one path;
	 * summaries print them side by side, too, with definition and what they are comparable to.  NULL: it stands alone.
	 */
	const char *beside;
	const char *breakdowns; /* "sex,age_band,site,subject=session.subject": name, or name=path; NULL: none */
	const struct sijil_measure *numerator;
	bool ratio;             /* it has a denominator: 0 there means no value, never 0 or 100 % */
	const struct sijil_measure *denominator;
	const struct sijil_measure *aside; /* printed beside it, never part of it: samples, cancelled events, unknowns */
	const char *needs;      /* a kind: without any entry of it up to the window's end, the value is missing; or NULL */
	/*
	 * Parity: the metric (code, defined before this one) whose value for the first group is divided by its value
	 * for the second; numerator and denominator are then NULL.  SDG 4.5.1.
	 */
	const char *parity_of;
	const char *parity_groups; /* "sex=F|M" */
	struct sijil_population population;
	sijil_fold_fn *fold;
};

enum sijil_severity { SIJIL_INFO = 1, SIJIL_WARNING, SIJIL_ERROR };

/* What a rule checks. */
enum sijil_check {
	SIJIL_MUST = 1,      /* the conditions `must` hold for the entry */
	SIJIL_PRIOR,         /* an entry of one of the kinds in `other`, meeting `other_where`, on or before its day */
	SIJIL_UNIQUE,        /* no other entry of the same kind has the same `key` */
	SIJIL_NO_OVERLAP,    /* no other entry of the kind with the same `key` covers a day it covers and meets other_where */
	SIJIL_ONE_SPELL,     /* (opening kinds) no spell of the person in this program is open on that day */
	SIJIL_IN_SPELL,      /* (serving kinds) it is not dated after its spell was explicitly closed */
	SIJIL_CALLBACK,      /* whatever `callback` finds */
	/*
	 * The latest entry of `other` (NULL: its own kind) on or before its day, other than itself, that meets
	 * other_where and shares `key`, meets `must`, in which (as in other_where) @FIELD is the judged entry's.  Without
	 * such an entry there is nothing to judge.
	 */
	SIJIL_PREVIOUS,
	/* (opening kinds) the person has no spell open on that day in another program of the same plugin */
	SIJIL_ONE_PROGRAM,
	/*
	 * `must` holds for the entry's class: those whose enrolment says the same in the field that plans_for names
	 * (a cohort), on its day.  `count` is how many entries of `other` (meeting other_where) are of the class on that
	 * day; of an entry that others refer to, those that refer to it or to none.  `enrolled` is how many persons are in the
	 * class: not yet out of it by a closing entry or another enrolment (a lapse does not count).  other_where looks at the
	 * other entry's own values alone, must at the judged one's and these two, and so does a `when` that asks for them.
	 * With `running` n, it is told only on the nth such entry in a row that violates it, by `sijil check`.
	 */
	SIJIL_CLASS,
};

struct sijil_rule {
	const char *code;  /* "SC-E04"; the same code may stand in several rows; NULL ends the table */
	enum sijil_severity severity;
	enum sijil_check check;
	const char *kinds; /* "attendance|assessment": the kinds it judges */
	const char *when;  /* conditions under which it applies; NULL: always */
	const char *must;  /* SIJIL_MUST, SIJIL_PREVIOUS, SIJIL_CLASS */
	const char *other;       /* SIJIL_PRIOR: kinds, of this program; SIJIL_PREVIOUS, SIJIL_CLASS: one */
	const char *other_where; /* conditions on the other entry, in which @FIELD is the judged entry's; NULL: any */
	const char *key;   /* SIJIL_UNIQUE, SIJIL_NO_OVERLAP, SIJIL_PREVIOUS of its own kind: comma list as in sijil_kind.key */
	int running;       /* SIJIL_CLASS; 0 and 1: every one */
	/*
	 * Only `sijil check` judges it: what is missing now may still be logged (a register not yet marked, a learner not
	 * seen for weeks).
	 */
	bool later;
	const char *field; /* the field the finding points at; NULL: the entry as a whole */
	const char *message; /* what is wrong, in plain words */
	const char *remedy;  /* what to do about it */
	sijil_check_fn *callback;
};

/* One key of the program's `options:` block, and where its value goes in the instance. */
struct sijil_option {
	const char *name; /* NULL ends the table */
	const char *title;
	enum sijil_type type; /* SIJIL_INT into int64_t, SIJIL_BOOL into bool, SIJIL_TEXT and SIJIL_CHOICE into const char * */
	size_t offset;
	int64_t min, max;     /* SIJIL_INT; both 0: unlimited */
	const char *choices;  /* SIJIL_CHOICE */
	const char *preset;   /* as it would stand in the YAML; NULL: 0, false or NULL */
};

/* The first designators of an option row: its type and place are taken from the member of the instance struct. */
#define SIJIL_OPTION(instance, member)                                                                                    \
	.type = _Generic(((instance *)0)->member, int64_t : SIJIL_INT, bool : SIJIL_BOOL, const char * : SIJIL_TEXT),       \
	.offset = offsetof(instance, member)

/* One entry, as a callback sees it. */
struct sijil_entry {
	int64_t id;          /* entry number; 0 while it is being logged */
	const char *program; /* pointer-equal to history->program when it belongs to the instance being asked */
	const char *kind;
	int32_t day;
	int32_t day_end;     /* last day covered; equal to day unless the kind covers intervals */
	const char *site;    /* code, NULL if none */
	const char *person;  /* code, NULL if none */
};

/* One spell of the history's person in one program. */
struct sijil_spell {
	const char *program;
	int32_t from;
	int32_t to;          /* SIJIL_NO_DAY while it is open */
	int32_t last_served; /* day of the last service, or from */
	bool lapsed;         /* to is the day of the last service, nothing closed it */
	const struct sijil_entry *open;
	const struct sijil_entry *close; /* NULL if lapsed or open */
};

struct sijil_history {
	enum sijil_subject subject;
	const char *code;    /* of the person, site or program */
	const char *program; /* the instance being asked */
	int32_t as_of;       /* today, or the day asked on: what is dated later opens, serves and closes nothing */
	size_t n;
	const struct sijil_entry *const *entries; /* all programs, by day, role, then content */
	size_t n_spells;
	const struct sijil_spell *spells; /* by program, then by date */
};

/* The stretch of days a metric is asked for, both ends included, and the day on which it is asked. */
struct sijil_window {
	int32_t from, to;
	int32_t as_of;
};

/* What the engine does for a plugin. */
struct sijil_host {
	size_t size; /* sizeof(struct sijil_host) of the engine */

	/* Fill err with a message; always returns -1, so that `return host->fail(...)` reads well. */
	int (*fail)(struct sijil_err *err, const char *format, ...);

	/*
	 * The value of a field, with its `otherwise` if it was not recorded, or SIJIL_MISSING: INT and DECIMAL as an
	 * amount (millionths), BOOL as 0 or SIJIL_ONE, DATE as a day number (not scaled).
	 */
	int64_t (*number)(const struct sijil_entry *entry, const char *field);

	/* The value of a TEXT or CHOICE field, or NULL. */
	const char *(*text)(const struct sijil_entry *entry, const char *field);

	/* The current version of the entry that a field refers to, or NULL. */
	const struct sijil_entry *(*referred)(const struct sijil_entry *entry, const char *field);

	/* Report a finding of the rule being judged, about a field (NULL: the whole entry).  An empty format takes the rule's message. */
	void (*find)(struct sijil_report *report, const char *field, const char *format, ...);

	/* Add an amount to one side of the metric being folded; the groups of a breakdown are those of `unit`. */
	void (*add)(struct sijil_tally *tally, enum sijil_part part, const struct sijil_entry *unit, int64_t amount);

	/*
	 * For a rule: entry i, from 0 and by day, of a kind of the program in the history of the entry being judged, or NULL
	 * beyond the last.  It is found without going through the others, however long the history is.
	 */
	const struct sijil_entry *(*nth)(const struct sijil_report *report, const char *kind, size_t i);
};

struct sijil_plugin {
	uint32_t magic, abi; /* read first; never move */
	size_t size;
	const char *name;    /* equal to the file's name without suffix */
	const char *version;
	const char *title;
	const struct sijil_option *options; /* NULL: none */
	size_t instance_size;               /* the engine allocates it zeroed, fills options, frees it; 0: none */
	const struct sijil_kind *kinds;
	const struct sijil_rule *rules;     /* NULL: none */
	const struct sijil_metric *metrics; /* NULL: none */
	const char *age_bands;              /* first ages of the bands of `age_band`: "13,16,19,25"; NULL: none */
	/* After the options are filled; returns 0, or -1 with err set.  May be NULL. */
	int (*open)(void *instance, const struct sijil_host *host, struct sijil_err *err);
	/* Called once if open succeeded.  May be NULL. */
	void (*close)(void *instance);
};

/* The first members of every descriptor, and its exported name. */
#define SIJIL_PLUGIN_HEAD .magic = SIJIL_MAGIC, .abi = SIJIL_ABI, .size = sizeof(struct sijil_plugin)
#define SIJIL_PLUGIN(name)                                                                                                \
	extern const struct sijil_plugin name##_LTX_sijil_plugin;                                                          \
	__attribute__((visibility("default"))) const struct sijil_plugin name##_LTX_sijil_plugin

#ifdef __cplusplus
}
#endif

#endif
