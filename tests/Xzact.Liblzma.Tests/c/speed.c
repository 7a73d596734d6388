/*
 * Seconds of processor time for a file, by whichever liblzma is loaded: speed FILE. One line a job; run it in turn on
 * two libraries and compare the least of each. SPDX-License-Identifier: 0BSD
 */
#define _GNU_SOURCE
#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static double seconds(void)
{
	struct rusage use;
	getrusage(RUSAGE_SELF, &use);
	return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec)
		+ (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static void code(lzma_stream *stream, const uint8_t *in, size_t in_size, uint8_t *out, size_t room)
{
	stream->next_in = in;
	stream->avail_in = in_size;
	stream->next_out = out;
	stream->avail_out = room;
	lzma_ret result = LZMA_OK;
	while (result == LZMA_OK)
		result = lzma_code(stream, LZMA_FINISH);
	if (result != LZMA_STREAM_END)
		abort();
}

/* Many small inputs on one stream, whose coders take each other's place, as a server would. */
static void small(const uint8_t *data, size_t size, int rounds, uint32_t preset, uint8_t *packed, size_t room,
	uint8_t *back)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	double start = seconds();
	for (int i = 0; i < rounds; i++) {
		if (lzma_easy_encoder(&stream, preset, LZMA_CHECK_CRC64) != LZMA_OK)
			abort();
		code(&stream, data, size, packed, room);
	}
	size_t packed_size = (size_t)stream.total_out;
	printf("encode -%u, %zu bytes: %.1f us each, %zu bytes\n", preset, size, (seconds() - start) * 1e6 / rounds,
		packed_size);
	rounds *= 10;
	start = seconds();
	for (int i = 0; i < rounds; i++) {
		if (lzma_stream_decoder(&stream, UINT64_MAX, 0) != LZMA_OK)
			abort();
		code(&stream, packed, packed_size, back, size + 1);
	}
	printf("decode -%u, %zu bytes: %.1f us each\n", preset, size, (seconds() - start) * 1e6 / rounds);
	if (stream.total_out != size || memcmp(data, back, size) != 0)
		abort();
	lzma_end(&stream);
}

int main(int argc, char **argv)
{
	FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
	if (file == NULL || fseek(file, 0, SEEK_END) != 0)
		return 2;
	size_t size = (size_t)ftell(file);
	rewind(file);
	uint8_t *data = malloc(size + 1);
	size_t room = lzma_stream_buffer_bound(size) + 65536;
	uint8_t *packed = malloc(room);
	uint8_t *back = malloc(size + 1);
	if (data == NULL || packed == NULL || back == NULL || fread(data, 1, size, file) != size)
		return 2;
	static const uint32_t presets[] = {1, 6};
	static const struct {
		size_t size;
		int rounds;
	} pieces[] = {{1 << 10, 300}, {1 << 16, 40}, {1 << 20, 3}};
	for (size_t p = 0; p < sizeof(pieces) / sizeof(pieces[0]); p++)
		for (size_t i = 0; i < 2; i++)
			if (pieces[p].size <= size)
				small(data, pieces[p].size, pieces[p].rounds, presets[i], packed, room, back);
	for (int threads = 0; threads <= 2; threads += 2)
		for (size_t i = 0; i < 2; i++) {
			lzma_stream stream = LZMA_STREAM_INIT;
			lzma_mt options = {.threads = 2, .preset = presets[i], .check = LZMA_CHECK_CRC64, .block_size = 1 << 20,
				.memlimit_stop = UINT64_MAX, .memlimit_threading = UINT64_MAX};
			if ((threads > 0 ? lzma_stream_encoder_mt(&stream, &options)
					: lzma_easy_encoder(&stream, presets[i], LZMA_CHECK_CRC64)) != LZMA_OK)
				return 1;
			double start = seconds();
			code(&stream, data, size, packed, room);
			size_t packed_size = (size_t)stream.total_out;
			printf("encode -%u, %d threads: %.3f s, %zu bytes\n", presets[i], threads, seconds() - start, packed_size);
			options.preset = 0;
			start = seconds();
			for (int round = 0; round < 3; round++) {
				if ((threads > 0 ? lzma_stream_decoder_mt(&stream, &options)
						: lzma_stream_decoder(&stream, UINT64_MAX, 0)) != LZMA_OK)
					return 1;
				code(&stream, packed, packed_size, back, size + 1);
			}
			printf("decode -%u, %d threads, 3 times: %.3f s\n", presets[i], threads, seconds() - start);
			if (memcmp(data, back, size) != 0)
				abort();
			lzma_end(&stream);
		}
	return 0;
}
