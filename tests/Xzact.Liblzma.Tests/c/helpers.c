/* What all parts share. SPDX-License-Identifier: 0BSD */
#include "suite.h"

const char *name_of(lzma_ret result)
{
	static const char *const names[] = {"OK", "STREAM_END", "NO_CHECK", "UNSUPPORTED_CHECK", "GET_CHECK", "MEM_ERROR",
		"MEMLIMIT_ERROR", "FORMAT_ERROR", "OPTIONS_ERROR", "DATA_ERROR", "BUF_ERROR", "PROG_ERROR", "SEEK_NEEDED"};
	return (unsigned)result < sizeof(names) / sizeof(names[0]) ? names[result] : "(no such result)";
}

void say(const char *what, lzma_ret result)
{
	printf("%s: %s\n", what, name_of(result));
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

void make_text(uint8_t *target, size_t size)
{
	static const char *const words[] = {"the ", "block ", "stream ", "of ", "index\n", "filter ", "a ", "0123 "};
	uint32_t state = 1;
	size_t done = 0;
	while (done < size) {
		const char *word = words[next_random(&state) % 8];
		size_t length = strlen(word);
		if (length > size - done)
			length = size - done;
		memcpy(target + done, word, length);
		done += length;
	}
}

void make_noise(uint8_t *target, size_t size)
{
	uint32_t state = 7;
	for (size_t i = 0; i < size; i++)
		target[i] = (uint8_t)next_random(&state);
}

size_t make_stored_file(uint8_t *target, size_t room, const uint8_t *data, size_t size, lzma_check check)
{
	lzma_stream_flags flags = {.version = 0, .check = check};
	lzma_block block = {.version = 0, .check = check};
	size_t position = LZMA_STREAM_HEADER_SIZE;
	lzma_index *index = lzma_index_init(NULL);
	if (index == NULL || lzma_stream_header_encode(&flags, target) != LZMA_OK)
		abort();
	if (size > 0) {
		if (lzma_block_uncomp_encode(&block, data, size, target, &position, room) != LZMA_OK)
			abort();
		if (lzma_index_append(index, NULL, lzma_block_unpadded_size(&block), size) != LZMA_OK)
			abort();
	}
	if (lzma_index_buffer_encode(index, target, &position, room) != LZMA_OK)
		abort();
	flags.backward_size = lzma_index_size(index);
	if (lzma_stream_footer_encode(&flags, target + position) != LZMA_OK)
		abort();
	lzma_index_end(index, NULL);
	return position + LZMA_STREAM_HEADER_SIZE;
}

lzma_ret code_all(lzma_stream *stream, const uint8_t *in, size_t in_size, size_t in_piece, uint8_t *out,
	size_t out_room, size_t out_piece, size_t *out_size, lzma_action last)
{
	size_t given = 0;
	size_t offered = 0;
	lzma_ret result = LZMA_OK;
	stream->avail_in = 0;
	stream->avail_out = 0;
	stream->next_in = in;
	stream->next_out = out;
	for (int rounds = 0; result == LZMA_OK && rounds < 1000000; rounds++) {
		if (stream->avail_in == 0 && given < in_size) {
			size_t more = in_size - given < in_piece ? in_size - given : in_piece;
			stream->next_in = in + given;
			stream->avail_in = more;
			given += more;
		}
		if (stream->avail_out == 0) {
			size_t more = out_room - offered < out_piece ? out_room - offered : out_piece;
			stream->next_out = out + offered;
			stream->avail_out = more;
			offered += more;
		}
		result = lzma_code(stream, given == in_size ? last : LZMA_RUN);
	}
	*out_size = offered - stream->avail_out;
	return result;
}

counting counted;

static void *counting_alloc(void *opaque, size_t count, size_t size)
{
	counting *state = opaque;
	if (count != 1 || size == 0)
		state->odd_counts++;
	if (atomic_fetch_add(&state->calls, 1) + 1 == state->fail_at)
		return NULL;
	void *memory = malloc(count * size);
	if (memory != NULL) {
		/* What is given out is not zeroed. */
		memset(memory, 0xA5, count * size < 4096 ? count * size : 4096);
		state->live++;
	}
	return memory;
}

static void counting_free(void *opaque, void *memory)
{
	counting *state = opaque;
	if (memory != NULL)
		state->live--;
	free(memory);
}

const lzma_allocator counting_allocator = {counting_alloc, counting_free, &counted};

void counting_reset(size_t fail_at)
{
	counted = (counting){.fail_at = fail_at};
}
