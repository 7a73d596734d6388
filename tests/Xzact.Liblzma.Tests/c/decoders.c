/* container.h: decoders of files. SPDX-License-Identifier: 0BSD */
#include "suite.h"

static uint8_t data[3000];
static uint8_t out[70000];
static uint8_t file[8192];
static uint8_t two[16400];

typedef enum { XZ, AUTO, LZIP, ALONE, XZ_MT } kind;

static lzma_ret start(lzma_stream *stream, kind which, uint64_t limit, uint32_t flags)
{
	lzma_mt options = {.flags = flags, .threads = 2, .memlimit_stop = limit, .memlimit_threading = limit};
	switch (which) {
	case XZ:
		return lzma_stream_decoder(stream, limit, flags);
	case AUTO:
		return lzma_auto_decoder(stream, limit, flags);
	case LZIP:
		return lzma_lzip_decoder(stream, limit, flags);
	case ALONE:
		return lzma_alone_decoder(stream, limit);
	default:
		return lzma_stream_decoder_mt(stream, &options);
	}
}

/* Decodes and tells the result, what was read and written, and whether it was the data. */
static void decode(const char *what, kind which, uint32_t flags, const uint8_t *in, size_t in_size, size_t in_piece,
	size_t out_piece)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	size_t size = 0;
	lzma_ret result = start(&stream, which, UINT64_MAX, flags);
	printf("%s %d/%x %zu %zu:", what, (int)which, flags, in_piece, out_piece);
	for (int i = 0; i < 12; i++) {
		if (i > 0)
			result = code_all(&stream, in + stream.total_in, in_size - (size_t)stream.total_in, in_piece,
				out + stream.total_out, sizeof(out) - (size_t)stream.total_out, out_piece, &size, LZMA_FINISH);
		printf(" %s", name_of(result));
		if (result != LZMA_OK && result != LZMA_NO_CHECK && result != LZMA_GET_CHECK
				&& result != LZMA_UNSUPPORTED_CHECK)
			break;
		if (i > 0)
			printf("(check %d, in %llu)", (int)lzma_get_check(&stream), (unsigned long long)stream.total_in);
	}
	printf(", out %llu, data %d", (unsigned long long)stream.total_out,
		stream.total_out <= sizeof(data) && memcmp(out, data, (size_t)stream.total_out) == 0);
	if (result == LZMA_STREAM_END)
		printf(", in %llu", (unsigned long long)stream.total_in);
	printf("\n");
	lzma_end(&stream);
}

static void with_flags(const char *what, const uint8_t *in, size_t size)
{
	for (int which = XZ; which <= XZ_MT; which += which == AUTO ? XZ_MT - AUTO : 1)
		for (uint32_t flags = 0; flags < 0x20; flags++)
			decode(what, (kind)which, flags, in, size, 7, 100);
}

static void checks_and_flags(void)
{
	static const lzma_check checks[] = {LZMA_CHECK_NONE, LZMA_CHECK_CRC32, LZMA_CHECK_CRC64, LZMA_CHECK_SHA256};
	for (size_t i = 0; i < 4; i++) {
		size_t size = make_stored_file(file, sizeof(file), data, 200, checks[i]);
		printf("file with check %d: %zu %08x\n", (int)checks[i], size, lzma_crc32(file, size, 0));
		with_flags("flags", file, size);
	}

	/* A check that nobody knows: ID 2, as large as CRC32's. */
	size_t size = make_stored_file(file, sizeof(file), data, 200, LZMA_CHECK_CRC32);
	lzma_stream_flags flags = {.version = 0, .check = (lzma_check)2};
	if (lzma_stream_header_encode(&flags, file) != LZMA_OK)
		abort();
	uint8_t *footer = file + size - LZMA_STREAM_HEADER_SIZE;
	lzma_stream_flags end;
	if (lzma_stream_footer_decode(&end, footer) != LZMA_OK)
		abort();
	flags.backward_size = end.backward_size;
	if (lzma_stream_footer_encode(&flags, footer) != LZMA_OK)
		abort();
	with_flags("unknown check", file, size);
}

static void cut_and_damaged(void)
{
	size_t size = make_stored_file(file, sizeof(file), data, 60, LZMA_CHECK_CRC32);
	for (size_t cut = 0; cut <= size; cut++) {
		decode("cut", XZ, 0, file, cut, 1000, 1000);
		decode("cut", AUTO, LZMA_CONCATENATED, file, cut, 3, 3);
		decode("cut", XZ_MT, LZMA_CONCATENATED, file, cut, 1000, 1000);
	}
	for (size_t at = 0; at < size; at++)
		for (int bit = 0; bit < 8; bit += at < 32 ? 1 : 4) {
			file[at] ^= (uint8_t)(1 << bit);
			printf("byte %zu bit %d ", at, bit);
			decode("damaged", XZ, 0, file, size, 1000, 1000);
			decode("damaged", XZ, LZMA_IGNORE_CHECK, file, size, 5, 7);
			file[at] ^= (uint8_t)(1 << bit);
		}
}

static void several_streams(void)
{
	size_t one = make_stored_file(file, sizeof(file), data, 100, LZMA_CHECK_CRC32);
	for (size_t padding = 0; padding < 10; padding++) {
		memset(two, 0, sizeof(two));
		memcpy(two, file, one);
		memcpy(two + one + padding, file, one);
		size_t size = 2 * one + padding;
		printf("padding %zu\n", padding);
		for (int which = XZ; which <= XZ_MT; which += which == AUTO ? XZ_MT - AUTO : 1) {
			lzma_stream stream = LZMA_STREAM_INIT;
			size_t written;
			for (uint32_t flags = 0; flags <= LZMA_CONCATENATED; flags += LZMA_CONCATENATED) {
				say("init", start(&stream, (kind)which, UINT64_MAX, flags));
				lzma_ret result = code_all(&stream, two, size, 33, out, sizeof(out), 64, &written, LZMA_FINISH);
				printf("two: %s %zu\n", name_of(result), written);
				say("init", start(&stream, (kind)which, UINT64_MAX, flags));
				result = code_all(&stream, two, one + padding, 33, out, sizeof(out), 64, &written, LZMA_FINISH);
				printf("one and padding: %s %zu\n", name_of(result), written);
				say("init", start(&stream, (kind)which, UINT64_MAX, flags));
				result = code_all(&stream, two, one + padding, 33, out, sizeof(out), 64, &written, LZMA_RUN);
				printf("without finish: %s %zu\n", name_of(result), written);
			}
			lzma_end(&stream);
		}
		two[one + padding] ^= 1;
		decode("second magic", XZ, LZMA_CONCATENATED, two, size, 1000, 1000);
		memcpy(two + one + padding, "junk that is long enough", 24);
		decode("junk", XZ, LZMA_CONCATENATED, two, size, 1000, 1000);
		decode("junk", XZ, 0, two, size, 1000, 1000);
	}
}

static void not_this_format(void)
{
	static const char *const texts[] = {"", "a", "text that is no file of any of the formats", "LZIP",
		"LZIP\x01", "LZIP\x02\x0C", "LZIQ\x01\x0C", "LZIP\x01\x0B", "\xFD" "7zXZ", "\xFD" "7zXY\0\0\0\0\0\0\0"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		for (int which = XZ; which <= XZ_MT; which++) {
			printf("text %zu ", i);
			decode("format", (kind)which, 0, (const uint8_t *)texts[i], i == 9 ? 12 : strlen(texts[i]), 4, 50);
		}
}

static void memory_limits(void)
{
	size_t size = make_stored_file(file, sizeof(file), data, 200, LZMA_CHECK_CRC32);
	for (int which = XZ; which <= AUTO; which++) {
		lzma_stream stream = LZMA_STREAM_INIT;
		say("init", start(&stream, (kind)which, 0, 0));
		printf("usage %llu limit %llu\n", (unsigned long long)lzma_memusage(&stream),
			(unsigned long long)lzma_memlimit_get(&stream));
		stream.next_in = file;
		stream.avail_in = size;
		stream.next_out = out;
		stream.avail_out = sizeof(out);
		say("over the limit", lzma_code(&stream, LZMA_RUN));
		say("over the limit again", lzma_code(&stream, LZMA_RUN));
		uint64_t need = lzma_memusage(&stream);
		printf("usage %llu limit %llu in %llu out %llu\n", (unsigned long long)need,
			(unsigned long long)lzma_memlimit_get(&stream), (unsigned long long)stream.total_in,
			(unsigned long long)stream.total_out);
		say("limit too low", lzma_memlimit_set(&stream, need - 1));
		say("limit zero", lzma_memlimit_set(&stream, 0));
		say("limit right", lzma_memlimit_set(&stream, need));
		say("goes on", lzma_code(&stream, LZMA_RUN));
		printf("out %llu left %zu usage %llu\n", (unsigned long long)stream.total_out, stream.avail_in,
			(unsigned long long)lzma_memusage(&stream));
		lzma_end(&stream);
	}

	/* A .lzma header with a dictionary of 3 MiB; no data. */
	static const uint8_t alone[] = {0x5D, 0, 0, 0x30, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0};
	for (int which = AUTO; which <= ALONE; which += 2) {
		lzma_stream stream = LZMA_STREAM_INIT;
		say("init", start(&stream, (kind)which, 1 << 20, 0));
		stream.next_in = alone;
		stream.avail_in = sizeof(alone);
		stream.next_out = out;
		say("no room", lzma_code(&stream, LZMA_RUN));
		printf("left %zu\n", stream.avail_in);
		stream.avail_out = 10;
		say("over the limit", lzma_code(&stream, LZMA_RUN));
		printf("usage %llu\n", (unsigned long long)lzma_memusage(&stream));
		say("limit right", lzma_memlimit_set(&stream, lzma_memusage(&stream)));
		say("goes on", lzma_code(&stream, LZMA_RUN));
		lzma_end(&stream);
	}
	uint64_t limit = 1000;
	size_t in_position = 0;
	size_t out_position = 0;
	lzma_ret result = lzma_stream_buffer_decode(&limit, 0, NULL, file, &in_position, size, out, &out_position,
		sizeof(out));
	printf("buffer: %s %llu %zu %zu\n", name_of(result), (unsigned long long)limit, in_position, out_position);
	result = lzma_stream_buffer_decode(&limit, 0, NULL, file, &in_position, size, out, &out_position, 100);
	printf("buffer too small: %s %zu %zu\n", name_of(result), in_position, out_position);
	result = lzma_stream_buffer_decode(&limit, LZMA_TELL_ANY_CHECK, NULL, file, &in_position, size, out, &out_position,
		sizeof(out));
	printf("buffer and a flag: %s\n", name_of(result));
	result = lzma_stream_buffer_decode(&limit, 0, NULL, file, &in_position, size, out, &out_position, sizeof(out));
	printf("buffer: %s %zu %zu\n", name_of(result), in_position, out_position);
	say("buffer, null", lzma_stream_buffer_decode(&limit, 0, NULL, NULL, &in_position, size + 1, out, &out_position,
		sizeof(out)));
}

void test_decoders(void)
{
	make_text(data, sizeof(data));
	lzma_mt none = {.threads = 0, .memlimit_stop = UINT64_MAX};
	lzma_stream stream = LZMA_STREAM_INIT;
	say("no threads", lzma_stream_decoder_mt(&stream, &none));
	none.threads = 16385;
	say("many threads", lzma_stream_decoder_mt(&stream, &none));
	checks_and_flags();
	cut_and_damaged();
	several_streams();
	not_this_format();
	memory_limits();
}
