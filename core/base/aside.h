/*
 * aside: work done beside the caller's, in a thread of its own, between aside_start and aside_finish.  Until then neither
 * of the two touches what the other writes.
 */
#ifndef BASE_ASIDE_H
#define BASE_ASIDE_H

#include <pthread.h>
#include <stdbool.h>

/* A zeroed one does nothing. */
struct aside {
	pthread_t thread;
	bool running;
};

/* Where the system has no thread to give, fn is called at once. */
void aside_start(struct aside *a, void (*fn)(void *arg), void *arg);
/* Wait until fn has returned. */
void aside_finish(struct aside *a);

#endif
