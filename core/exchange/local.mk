core_libsijil_la_SOURCES += \
	core/exchange/frozen.c core/exchange/frozen.h \
	core/exchange/import.c core/exchange/import.h \
	core/exchange/import_feeds.c \
	core/exchange/import_joins.c \
	core/exchange/import_known.c \
	core/exchange/import_private.h \
	core/exchange/import_rows.c \
	core/exchange/import_sieve.c \
	core/exchange/mapping.c core/exchange/mapping.h \
	core/exchange/mapping_given.c core/exchange/mapping_header.c \
	core/exchange/mapping_private.h \
	core/exchange/mapping_profile.c core/exchange/mapping_wide.c \
	core/exchange/profile.c core/exchange/profile.h \
	core/exchange/refer.c core/exchange/refer.h \
	core/exchange/source.c core/exchange/source.h core/exchange/source_driver.h \
	core/exchange/source_csv.c \
	core/exchange/source_file.c
