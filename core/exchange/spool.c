#include "config.h"

#include "exchange/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "exchange/source_driver.h"

struct spool_state {
	int fd;
	char last[SPOOL_BLOCK]; /* the block that is being filled */
	struct {
		int64_t number; /* of the block held here, from 1; 0: none */
		char *bytes;
	} held[SPOOL_BLOCKS];
};

static int failed(struct sijil_err *err, const char *what)
{
	return err_set(err, ERR_IO, "cannot %s a temporary file: %s (TMPDIR says where)", what, strerror(errno));
}

static int write_block(struct spool *s, struct sijil_err *err)
{
	struct spool_state *state = s->state;
	const int64_t at = s->size - SPOOL_BLOCK;
	size_t done = 0;

	if (state->fd < 0)
		state->fd = source_nameless_file();
	if (state->fd < 0)
		return failed(err, "make");
	while (done < SPOOL_BLOCK) {
		const ssize_t put = pwrite(state->fd, state->last + done, SPOOL_BLOCK - done, at + (int64_t)done);

		if (put < 0 && errno != EINTR)
			return failed(err, "write");
		done += put > 0 ? (size_t)put : 0;
	}
	return 0;
}

int spool_add(struct spool *s, const void *bytes, size_t n, struct sijil_err *err)
{
	const char *from = bytes;

	if (s->state == NULL) {
		s->state = mem_alloc(sizeof(*s->state));
		s->state->fd = -1;
	}
	while (n > 0) {
		const size_t used = (size_t)(s->size % SPOOL_BLOCK);
		const size_t room = SPOOL_BLOCK - used, take = n < room ? n : room;

		memcpy(s->state->last + used, from, take);
		s->size += (int64_t)take;
		from += take;
		n -= take;
		if (take == room && write_block(s, err) != 0)
			return -1;
	}
	return 0;
}

/* The bytes of a block that was written; NULL with *err. */
static const char *block(struct spool *s, int64_t index, struct sijil_err *err)
{
	struct spool_state *state = s->state;
	const size_t slot = (size_t)index % SPOOL_BLOCKS;
	size_t done = 0;

	if (state->held[slot].number == index + 1)
		return state->held[slot].bytes;
	if (state->held[slot].bytes == NULL)
		state->held[slot].bytes = mem_alloc(SPOOL_BLOCK);
	state->held[slot].number = 0;
	while (done < SPOOL_BLOCK) {
		const ssize_t got = pread(state->fd, state->held[slot].bytes + done, SPOOL_BLOCK - done,
					  index * SPOOL_BLOCK + (int64_t)done);

		if (got == 0)
			errno = EIO; /* somebody cut it */
		if (got == 0 || (got < 0 && errno != EINTR))
			return failed(err, "read"), NULL;
		done += got > 0 ? (size_t)got : 0;
	}
	state->held[slot].number = index + 1;
	return state->held[slot].bytes;
}

int spool_read(struct spool *s, int64_t at, void *to, size_t n, struct sijil_err *err)
{
	char *out = to;

	while (n > 0) {
		const int64_t index = at / SPOOL_BLOCK;
		const size_t inside = (size_t)(at % SPOOL_BLOCK), room = SPOOL_BLOCK - inside;
		const size_t take = n < room ? n : room;
		const char *bytes = index == s->size / SPOOL_BLOCK ? s->state->last : block(s, index, err);

		if (bytes == NULL)
			return -1;
		memcpy(out, bytes + inside, take);
		out += take;
		at += (int64_t)take;
		n -= take;
	}
	return 0;
}

void spool_release(struct spool *s)
{
	size_t i;

	if (s->state == NULL)
		return;
	if (s->state->fd >= 0)
		close(s->state->fd);
	for (i = 0; i < SPOOL_BLOCKS; i++)
		free(s->state->held[i].bytes);
	free(s->state);
	*s = (struct spool){ 0 };
}
