core_libsijil_la_SOURCES += \
	core/base/aside.c core/base/aside.h \
	core/base/csv.c core/base/csv.h \
	core/base/csv_field.c \
	core/base/csv_private.h \
	core/base/csv_sniff.c \
	core/base/csv_input.c core/base/csv_input.h \
	core/base/csv_write.c \
	core/base/date.c core/base/date.h \
	core/base/date_names.c core/base/date_names.h \
	core/base/date_parse.c \
	core/base/date_read.c core/base/date_read.h \
	core/base/digest.c core/base/digest.h \
	core/base/encoding.c core/base/encoding.h \
	core/base/encoding_guess.c core/base/encoding_guess.h \
	core/base/encoding_scan.c core/base/encoding_scan.h \
	core/base/err.c core/base/err.h \
	core/base/mem.c core/base/mem.h \
	core/base/number.c core/base/number.h \
	core/base/number_parse.c core/base/number_read.c \
	core/base/period.c core/base/period.h \
	core/base/str.c core/base/str.h \
	core/base/text.c core/base/text.h \
	core/base/text_match.c
