core_libsijil_la_SOURCES += \
	core/report/acknowledged.c core/report/acknowledged.h \
	core/report/beside.c core/report/beside.h \
	core/report/breakdowns.c core/report/breakdowns.h \
	core/report/cell.c core/report/cell.h \
	core/report/compare.c core/report/compare.h \
	core/report/explain.c core/report/explain.h \
	core/report/explain_csv.c \
	core/report/explain_json.c \
	core/report/explain_lists.c \
	core/report/explain_text.c core/report/explain_text.h \
	core/report/explain_text_lists.c \
	core/report/footnotes.c core/report/footnotes.h \
	core/report/headlines.c core/report/headlines.h \
	core/report/json.c core/report/json.h \
	core/report/notes.c core/report/notes.h \
	core/report/quality.c core/report/quality.h \
	core/report/quantity.c core/report/quantity.h \
	core/report/summary.c core/report/summary.h \
	core/report/summary_csv.c \
	core/report/summary_json.c \
	core/report/summary_text.c \
	core/report/suppress.c core/report/suppress.h \
	core/report/suppress_private.h core/report/suppress_steps.c \
	core/report/table.c core/report/table.h \
	core/report/wording.c core/report/wording.h \
	core/report/wrap.c core/report/wrap.h \
	core/report/writers.h
