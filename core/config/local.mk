core_libsijil_la_SOURCES += \
	core/config/city.c core/config/city.h \
	core/config/city_feeds.c core/config/city_formats.c \
	core/config/city_mappings.c \
	core/config/city_parts.h \
	core/config/city_partners.c \
	core/config/city_programs.c \
	core/config/city_sites.c \
	core/config/city_sites_file.c \
	core/config/city_values.c \
	core/config/decode.c core/config/decode.h \
	core/config/decode_value.c core/config/decode_value.h \
	core/config/label.c \
	core/config/repeats.c core/config/repeats.h \
	core/config/yaml.c core/config/yaml.h \
	core/config/yaml_node.c
