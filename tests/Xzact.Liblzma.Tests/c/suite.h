/*
 * One body of tests for every liblzma: each call prints what it gave, and nothing that depends on how good an encoder
 * is. What two libraries print is compared line by line. SPDX-License-Identifier: 0BSD
 */
#ifndef SUITE_H
#define SUITE_H

#include <lzma.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The name of a result. */
const char *name_of(lzma_ret result);

/* Prints "WHAT: RESULT". */
void say(const char *what, lzma_ret result);

/* Bytes that look like text; the same everywhere. */
void make_text(uint8_t *target, size_t size);

/* Bytes that look random; the same everywhere. */
void make_noise(uint8_t *target, size_t size);

/* A file of one Block that is stored, so that its bytes do not depend on an encoder; returns its size. */
size_t make_stored_file(uint8_t *target, size_t room, const uint8_t *data, size_t size, lzma_check check);

/* Codes to the end in pieces; returns the last result. */
lzma_ret code_all(lzma_stream *stream, const uint8_t *in, size_t in_size, size_t in_piece, uint8_t *out,
	size_t out_room, size_t out_piece, size_t *out_size, lzma_action last);

/* An allocator that counts, on any thread, and can be told to fail. */
typedef struct {
	atomic_size_t live;
	atomic_size_t calls;
	size_t fail_at;
	atomic_size_t odd_counts;
} counting;
extern counting counted;
extern const lzma_allocator counting_allocator;
void counting_reset(size_t fail_at);

void test_base(void);
void test_numbers(void);
void test_decoders(void);
void test_encoders(void);
void test_filters(void);
void test_blocks(void);
void test_index(void);
void test_memory(void);
void test_texts(void);
void test_microlzma(void);
void test_again(void);

#endif
