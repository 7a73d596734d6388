/*
 * A stream whose coder is replaced without lzma_end, as programs do that code many small pieces: whatever the coder
 * before it has done, the next one is as good as new. SPDX-License-Identifier: 0BSD
 */
#include "suite.h"

#define SIZE 70000
static uint8_t data[SIZE];
static uint8_t first[SIZE + 10000];
static uint8_t packed[SIZE + 10000];
static uint8_t out[SIZE + 10000];

static void encode_all(lzma_stream *stream, const char *what, const uint8_t *wanted, size_t wanted_size)
{
	size_t size;
	lzma_ret result = code_all(stream, data, SIZE, 9999, packed, sizeof(packed), 5000, &size, LZMA_FINISH);
	bool is_same = size == wanted_size && memcmp(packed, wanted, size) == 0;
	printf("%s: %s, %s, %s\n", what, name_of(result), is_same ? "the same bytes" : "other bytes",
		stream->total_in == SIZE && stream->total_out == size ? "counted" : "not counted");
}

/* Gives some input; what comes out does not matter. */
static void begin(lzma_stream *stream, const char *what, size_t size, lzma_action action)
{
	stream->next_in = data;
	stream->avail_in = size;
	stream->next_out = packed;
	stream->avail_out = sizeof(packed);
	lzma_ret result = lzma_code(stream, action);
	printf("%s: %s, %zu left\n", what, name_of(result), stream->avail_in);
}

static void encoders(void)
{
	lzma_stream fresh = LZMA_STREAM_INIT;
	lzma_stream stream = LZMA_STREAM_INIT;
	size_t size;
	if (lzma_easy_encoder(&fresh, 1, LZMA_CHECK_CRC32) != LZMA_OK || code_all(&fresh, data, SIZE, SIZE, first,
			sizeof(first), sizeof(first), &size, LZMA_FINISH) != LZMA_STREAM_END)
		abort();
	lzma_end(&fresh);

	say("init", lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC32));
	encode_all(&stream, "first", first, size);
	say("at its end", lzma_code(&stream, LZMA_FINISH));
	say("again", lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC32));
	encode_all(&stream, "second", first, size);

	say("again", lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC32));
	begin(&stream, "left in the middle", 30000, LZMA_RUN);
	say("again", lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC32));
	begin(&stream, "left after a flush", 20000, LZMA_SYNC_FLUSH);
	say("again", lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC32));
	stream.next_in = data;
	stream.avail_in = 40000;
	stream.next_out = packed;
	stream.avail_out = 10;
	say("left in a flush", lzma_code(&stream, LZMA_FULL_FLUSH));
	stream.avail_in--;
	say("other input", lzma_code(&stream, LZMA_FULL_FLUSH));
	say("again", lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC32));
	encode_all(&stream, "as new", first, size);

	lzma_options_lzma options;
	if (lzma_lzma_preset(&options, 1))
		abort();
	lzma_filter chain[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, NULL}};
	say("the same chain", lzma_stream_encoder(&stream, chain, LZMA_CHECK_CRC32));
	options.lc = 0;
	say("updated", lzma_filters_update(&stream, chain));
	options.lc = 3;
	say("again", lzma_stream_encoder(&stream, chain, LZMA_CHECK_CRC32));
	encode_all(&stream, "not updated", first, size);

	say("another check", lzma_stream_encoder(&stream, chain, LZMA_CHECK_CRC64));
	encode_all(&stream, "another check", first, size);
	options.lc = 4;
	say("other options", lzma_stream_encoder(&stream, chain, LZMA_CHECK_CRC64));
	encode_all(&stream, "other options", first, size);
	options.lc = 3;
	say("no such check", lzma_stream_encoder(&stream, chain, (lzma_check)16));
	say("a check nobody has", lzma_stream_encoder(&stream, chain, (lzma_check)5));
	chain[0].id = LZMA_FILTER_LZMA1;
	say("not for .xz", lzma_stream_encoder(&stream, chain, LZMA_CHECK_CRC32));
	say("no coder", lzma_code(&stream, LZMA_RUN));
	say("after all that", lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC32));
	encode_all(&stream, "after all that", first, size);
	say("nothing to encode", lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC32));
	begin(&stream, "nothing to encode", 0, LZMA_FINISH);
	say("again", lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC32));
	encode_all(&stream, "after nothing", first, size);
	lzma_end(&stream);
}

/* Which check it is can be asked once a header was read. */
static void decode_all(lzma_stream *stream, const char *what, const uint8_t *in, size_t in_size)
{
	size_t size;
	lzma_ret result = code_all(stream, in, in_size, 777, out, sizeof(out), 3000, &size, LZMA_FINISH);
	printf("%s: %s, %zu bytes, %s, check %d, usage %llu, read %llu\n", what, name_of(result), size,
		memcmp(out, data, size) == 0 ? "right" : "wrong", size > 0 ? (int)lzma_get_check(stream) : 0,
		(unsigned long long)lzma_memusage(stream), (unsigned long long)stream->total_in);
}

static void start(lzma_stream *stream, uint64_t limit, uint32_t flags)
{
	lzma_ret result = lzma_stream_decoder(stream, limit, flags);
	printf("init: %s, usage %llu, limit %llu\n", name_of(result), (unsigned long long)lzma_memusage(stream),
		(unsigned long long)lzma_memlimit_get(stream));
}

static void decoders(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	size_t size = make_stored_file(first, sizeof(first), data, SIZE, LZMA_CHECK_SHA256);
	start(&stream, UINT64_MAX, 0);
	decode_all(&stream, "first", first, size);
	start(&stream, UINT64_MAX, 0);
	decode_all(&stream, "second", first, size);
	start(&stream, UINT64_MAX, 0);
	decode_all(&stream, "cut off", first, size / 2);
	start(&stream, UINT64_MAX, 0);
	first[size / 2] ^= 1;
	decode_all(&stream, "damaged", first, size);
	first[size / 2] ^= 1;
	start(&stream, UINT64_MAX, 0);
	decode_all(&stream, "whole again", first, size);
	start(&stream, UINT64_MAX, 0);
	decode_all(&stream, "no .xz", data, 100);
	start(&stream, 1, 0);
	decode_all(&stream, "over the limit", first, size);
	start(&stream, 0, 0);
	decode_all(&stream, "over the limit", first, size);
	start(&stream, UINT64_MAX, 0);
	decode_all(&stream, "within it", first, size);
	for (int i = 0; i < 2; i++) {
		start(&stream, UINT64_MAX, LZMA_TELL_ANY_CHECK);
		decode_all(&stream, "a check", first, size);
	}
	start(&stream, UINT64_MAX, LZMA_IGNORE_CHECK);
	first[size / 2] ^= 1;
	decode_all(&stream, "not looked at", first, size);
	start(&stream, UINT64_MAX, 0);
	decode_all(&stream, "damaged", first, size);
	first[size / 2] ^= 1;

	/* Two files of one Stream each, with padding before the second. */
	static uint8_t two[2 * sizeof(first)];
	memcpy(two, first, size);
	memcpy(two + size + 8, first, size);
	for (int i = 0; i < 2; i++) {
		start(&stream, UINT64_MAX, LZMA_CONCATENATED);
		decode_all(&stream, "one, or more to come", two, size + 4);
	}
	start(&stream, UINT64_MAX, LZMA_CONCATENATED);
	decode_all(&stream, "padding of three", two, size + 3);
	start(&stream, UINT64_MAX, 0);
	decode_all(&stream, "first of two", two, 2 * size + 8);

	/* The other coders come and go. */
	say("auto", lzma_auto_decoder(&stream, UINT64_MAX, 0));
	decode_all(&stream, "auto", first, size);
	start(&stream, UINT64_MAX, 0);
	say("encoder", lzma_easy_encoder(&stream, 0, LZMA_CHECK_CRC32));
	begin(&stream, "encoder", 5000, LZMA_RUN);
	start(&stream, UINT64_MAX, 0);
	decode_all(&stream, "decoder", first, size);
	say("no such flag", lzma_stream_decoder(&stream, UINT64_MAX, 0x80));
	say("no coder", lzma_code(&stream, LZMA_RUN));
	lzma_end(&stream);
}

/* An allocator that fails while the second coder is at work. */
static void allocators(void)
{
	size_t size = make_stored_file(first, sizeof(first), data, SIZE, LZMA_CHECK_CRC32);
	lzma_stream stream = LZMA_STREAM_INIT;
	counting_reset(0);
	stream.allocator = &counting_allocator;
	for (int i = 0; i < 3; i++) {
		say("init", lzma_easy_encoder(&stream, 0, LZMA_CHECK_CRC32));
		begin(&stream, "encoder", SIZE, LZMA_FINISH);
		say("init", lzma_stream_decoder(&stream, UINT64_MAX, 0));
		decode_all(&stream, "decoder", first, size);
	}
	say("init", lzma_easy_encoder(&stream, 0, LZMA_CHECK_CRC32));
	atomic_store(&counted.calls, 0);
	counted.fail_at = 1;
	say("nothing to be had", lzma_easy_encoder(&stream, 9, LZMA_CHECK_CRC32));
	printf("left %zu\n", atomic_load(&counted.live));
	counted.fail_at = 0;
	say("init", lzma_easy_encoder(&stream, 0, LZMA_CHECK_CRC32));
	begin(&stream, "encoder", SIZE, LZMA_FINISH);
	lzma_end(&stream);
	printf("left %zu\n", atomic_load(&counted.live));
}

void test_again(void)
{
	make_text(data, sizeof(data));
	encoders();
	decoders();
	allocators();
}
