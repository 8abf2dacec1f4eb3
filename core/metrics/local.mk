core_libsijil_la_SOURCES += \
	core/metrics/answer.c \
	core/metrics/asked.c \
	core/metrics/city.c \
	core/metrics/evaluate.c \
	core/metrics/evaluate.h \
	core/metrics/figure.c core/metrics/figure.h \
	core/metrics/demand.c \
	core/metrics/fold.c \
	core/metrics/groups.c \
	core/metrics/groups.h \
	core/metrics/tally.c \
	core/metrics/tally.h \
	core/metrics/trail.c \
	core/metrics/trail.h \
	core/metrics/windows.c \
	core/metrics/windows.h
