core_libsijil_la_SOURCES += \
	core/log/db.c \
	core/log/db.h \
	core/log/entry.c \
	core/log/entry.h \
	core/log/history.c \
	core/log/history.h \
	core/log/history_private.h \
	core/log/history_refs.c \
	core/log/history_walk.c \
	core/log/log.c \
	core/log/log.h \
	core/log/log_chain.c \
	core/log/log_codes.c \
	core/log/log_header.c \
	core/log/log_known.c \
	core/log/log_private.h \
	core/log/log_read.c \
	core/log/log_verify.c \
	core/log/log_views.c \
	core/log/log_write.c \
	core/log/netfs.c \
	core/log/netfs.h \
	core/log/schema.c \
	core/log/schema.h \
	core/log/spell.c
