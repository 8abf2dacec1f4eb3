#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "exchange/export_private.h"

enum { MUCH = 1 << 16 };

void export_out_start(struct export_out *o, int fd)
{
	o->fd = fd;
	str_init(&o->buffer, (size_t)1 << 30);
}

int export_out_flush(struct export_out *o, bool all, struct sijil_err *err)
{
	size_t done = 0;

	if (!all && o->buffer.len < MUCH)
		return 0;
	while (done < o->buffer.len) {
		const ssize_t put = write(o->fd, o->buffer.s + done, o->buffer.len - done);

		if (put < 0 && errno != EINTR)
			return err_set(err, ERR_IO, "cannot write the output: %s", strerror(errno));
		done += put > 0 ? (size_t)put : 0;
	}
	str_clear(&o->buffer);
	return 0;
}
