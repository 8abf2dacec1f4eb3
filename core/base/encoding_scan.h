/* encoding_scan: what encoding_guess.c needs to know of a file's bytes, whatever they mean.  Part of encoding_guess. */
#ifndef BASE_ENCODING_SCAN_H
#define BASE_ENCODING_SCAN_H

#include "base/encoding_guess.h"

/* What stands beside a byte. */
enum beside { BESIDE_OTHER, BESIDE_LOWER, BESIDE_UPPER, BESIDE_HIGH, N_BESIDE };

struct byte_counts {
	/* Bytes from 0x80 on, by what stands before and behind them; and pairs of such bytes. */
	uint32_t beside[128][N_BESIDE][N_BESIDE];
	uint32_t pairs[128][128];
	uint64_t n, zeros[2];        /* bytes; zero bytes at even and odd offsets */
	uint64_t sequences, invalid; /* characters of more than one byte in UTF-8; bytes that are part of none */
};

/* Fills the counts, and of out the samples and the fault.  0, or -1 with errno. */
int scan_bytes(int fd, struct byte_counts *counts, struct guess *out);

#endif
