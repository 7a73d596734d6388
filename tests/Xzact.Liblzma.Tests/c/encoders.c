/* container.h and filter.h: encoders. What is encoded is decoded again. SPDX-License-Identifier: 0BSD */
#include "suite.h"

#define SIZE 300000

static uint8_t text[SIZE];
static uint8_t noise[SIZE];
static uint8_t out[2 * SIZE];
static uint8_t back[SIZE + 10];

static void decode_again(const char *what, const uint8_t *in, size_t in_size, const uint8_t *data, size_t size)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	size_t written = 0;
	lzma_ret result = lzma_auto_decoder(&stream, UINT64_MAX, LZMA_CONCATENATED);
	if (result == LZMA_OK)
		result = code_all(&stream, in, in_size, 4096, back, sizeof(back), 5000, &written, LZMA_FINISH);
	printf("%s: %s, same %d\n", what, name_of(result), written == size && memcmp(back, data, size) == 0);
	lzma_end(&stream);
}

static void finish(const char *what, lzma_stream *stream, lzma_ret result, const uint8_t *data, size_t size,
	size_t in_piece, size_t out_piece)
{
	size_t written = 0;
	printf("%s init: %s", what, name_of(result));
	if (result == LZMA_OK) {
		result = code_all(stream, data, size, in_piece, out, sizeof(out), out_piece, &written, LZMA_FINISH);
		printf(", code: %s, in %llu, out %d", name_of(result), (unsigned long long)stream->total_in,
			stream->total_out == written);
	}
	printf("\n");
	if (result == LZMA_STREAM_END)
		decode_again(what, out, written, data, size);
	lzma_end(stream);
}

static void presets(void)
{
	for (uint32_t preset = 0; preset < 12; preset++)
		for (int check = 0; check < 18; check += preset == 6 ? 1 : 5) {
			lzma_stream stream = LZMA_STREAM_INIT;
			printf("preset %u check %d ", preset, check);
			finish("easy", &stream, lzma_easy_encoder(&stream, preset, (lzma_check)check), text, 20000, 777, 333);
		}
	static const size_t sizes[] = {0, 1, 2, 65536, SIZE};
	for (size_t i = 0; i < 5; i++) {
		lzma_stream stream = LZMA_STREAM_INIT;
		finish("size", &stream, lzma_easy_encoder(&stream, 2, LZMA_CHECK_SHA256), noise, sizes[i], SIZE, 2 * SIZE);
		lzma_options_lzma options;
		if (lzma_lzma_preset(&options, 3))
			abort();
		finish("alone", &stream, lzma_alone_encoder(&stream, &options), text, sizes[i], 1000, 1000);
	}
}

static void threads(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_mt options = {.threads = 2, .preset = 1, .check = LZMA_CHECK_CRC32, .block_size = 50000};
	finish("threads", &stream, lzma_stream_encoder_mt(&stream, &options), text, SIZE, 1000, 1000);
	options.timeout = 5;
	finish("threads and time", &stream, lzma_stream_encoder_mt(&stream, &options), text, SIZE, SIZE, SIZE);
	options.threads = 0;
	finish("no threads", &stream, lzma_stream_encoder_mt(&stream, &options), text, SIZE, SIZE, SIZE);
	options.threads = 16385;
	finish("many threads", &stream, lzma_stream_encoder_mt(&stream, &options), text, SIZE, SIZE, SIZE);
	options.threads = 2;
	options.flags = 1;
	finish("flag", &stream, lzma_stream_encoder_mt(&stream, &options), text, SIZE, SIZE, SIZE);
	options.flags = 0;
	options.block_size = UINT64_MAX;
	finish("block size", &stream, lzma_stream_encoder_mt(&stream, &options), text, SIZE, SIZE, SIZE);
	options.block_size = 0;
	options.check = (lzma_check)16;
	finish("check 16", &stream, lzma_stream_encoder_mt(&stream, &options), text, SIZE, SIZE, SIZE);
	options.check = (lzma_check)2;
	finish("check 2", &stream, lzma_stream_encoder_mt(&stream, &options), text, SIZE, SIZE, SIZE);
	options.check = LZMA_CHECK_CRC64;
	options.preset = 10;
	finish("preset 10", &stream, lzma_stream_encoder_mt(&stream, &options), text, SIZE, SIZE, SIZE);
	finish("no options", &stream, lzma_stream_encoder_mt(&stream, NULL), text, SIZE, SIZE, SIZE);

	/* Flushes: every Block that is ended can be decoded at once. */
	options.preset = 0;
	options.timeout = 0;
	say("init", lzma_stream_encoder_mt(&stream, &options));
	stream.next_in = text;
	stream.avail_in = 1000;
	stream.next_out = out;
	stream.avail_out = sizeof(out);
	say("sync flush", lzma_code(&stream, LZMA_SYNC_FLUSH));
	say("full flush", lzma_code(&stream, LZMA_FULL_FLUSH));
	say("empty full flush", lzma_code(&stream, LZMA_FULL_FLUSH));
	stream.avail_in = 1000;
	say("barrier", lzma_code(&stream, LZMA_FULL_BARRIER));
	stream.avail_in = 500;
	say("run", lzma_code(&stream, LZMA_RUN));
	say("finish", lzma_code(&stream, LZMA_FINISH));
	uint64_t in_progress;
	uint64_t out_progress;
	lzma_get_progress(&stream, &in_progress, &out_progress);
	printf("progress %llu %d\n", (unsigned long long)in_progress, out_progress == stream.total_out);
	decode_again("blocks", out, (size_t)stream.total_out, text, 2500);

	/* Decoded on threads, too. */
	size_t size = (size_t)stream.total_out;
	lzma_mt decoder = {.threads = 2, .flags = 0, .memlimit_stop = UINT64_MAX, .memlimit_threading = UINT64_MAX};
	size_t written = 0;
	say("init", lzma_stream_decoder_mt(&stream, &decoder));
	say("decode", code_all(&stream, out, size, size, back, sizeof(back), sizeof(back), &written, LZMA_FINISH));
	printf("same %d\n", written == 2500 && memcmp(back, text, 2500) == 0);
	lzma_end(&stream);
}

static void options_that_are_refused(void)
{
	static const struct {
		const char *what;
		size_t offset;
		uint32_t value;
	} changes[] = {
		{"dict 4095", offsetof(lzma_options_lzma, dict_size), 4095},
		{"dict 4096", offsetof(lzma_options_lzma, dict_size), 4096},
		{"dict too large", offsetof(lzma_options_lzma, dict_size), (3u << 29) + 1},
		{"lc 4", offsetof(lzma_options_lzma, lc), 4}, {"lc 5", offsetof(lzma_options_lzma, lc), 5},
		{"lp 1", offsetof(lzma_options_lzma, lp), 1}, {"lp 2", offsetof(lzma_options_lzma, lp), 2},
		{"pb 4", offsetof(lzma_options_lzma, pb), 4}, {"pb 5", offsetof(lzma_options_lzma, pb), 5},
		{"mode 0", offsetof(lzma_options_lzma, mode), 0}, {"mode 1", offsetof(lzma_options_lzma, mode), 1},
		{"mode 3", offsetof(lzma_options_lzma, mode), 3}, {"nice 1", offsetof(lzma_options_lzma, nice_len), 1},
		{"nice 2", offsetof(lzma_options_lzma, nice_len), 2}, {"nice 273", offsetof(lzma_options_lzma, nice_len), 273},
		{"nice 274", offsetof(lzma_options_lzma, nice_len), 274}, {"mf 1", offsetof(lzma_options_lzma, mf), 1},
		{"mf 0x12", offsetof(lzma_options_lzma, mf), 0x12}, {"mf 0x13", offsetof(lzma_options_lzma, mf), 0x13},
		{"mf 0x03", offsetof(lzma_options_lzma, mf), 3}, {"depth", offsetof(lzma_options_lzma, depth), 5},
		{"reserved", offsetof(lzma_options_lzma, reserved_int5), 77},
	};
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		lzma_options_lzma options;
		if (lzma_lzma_preset(&options, 1))
			abort();
		memcpy((uint8_t *)&options + changes[i].offset, &changes[i].value, sizeof(uint32_t));
		lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, NULL}};
		lzma_stream stream = LZMA_STREAM_INIT;
		printf("%s: memory %d %d, ", changes[i].what, lzma_raw_encoder_memusage(filters) == UINT64_MAX,
			lzma_raw_decoder_memusage(filters) == UINT64_MAX);
		finish("xz", &stream, lzma_stream_encoder(&stream, filters, LZMA_CHECK_CRC32), text, 3000, 3000, 10000);
		finish("alone", &stream, lzma_alone_encoder(&stream, &options), text, 3000, 3000, 10000);
	}
	lzma_stream stream = LZMA_STREAM_INIT;
	finish("no filters", &stream, lzma_stream_encoder(&stream, NULL, LZMA_CHECK_CRC32), text, 0, 1, 1);
}

static void buffers(void)
{
	static const size_t sizes[] = {0, 1, 1000, 65536, 65537, SIZE};
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (int random = 0; random < 2; random++) {
			const uint8_t *data = random ? noise : text;
			size_t room = lzma_stream_buffer_bound(sizes[i]);
			size_t position = 0;
			lzma_ret result = lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, NULL, data, sizes[i], out, &position, room);
			printf("buffer %zu %d: %s fits %d\n", sizes[i], random, name_of(result), position <= room);
			decode_again("buffer", out, position, data, sizes[i]);

			/* As it is: the room for stored data, to the byte. */
			size_t need = 0;
			for (size_t less = 1; less < 40 && random && sizes[i] > 0 && sizes[i] < 65537; less += 3) {
				size_t at = 0;
				if (lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, NULL, data, sizes[i], out, &at, position - less)
						!= LZMA_BUF_ERROR || at != 0)
					need = less;
			}
			printf("needs less by %zu\n", need);
		}
	size_t position = 0;
	say("buffer preset", lzma_easy_buffer_encode(10, LZMA_CHECK_CRC64, NULL, text, 10, out, &position, 1000));
	say("buffer check 2", lzma_easy_buffer_encode(1, (lzma_check)2, NULL, text, 10, out, &position, 1000));
	say("buffer check 16", lzma_easy_buffer_encode(1, (lzma_check)16, NULL, text, 10, out, &position, 1000));
	say("buffer no input", lzma_easy_buffer_encode(1, LZMA_CHECK_NONE, NULL, NULL, 10, out, &position, 1000));
	say("buffer no output", lzma_easy_buffer_encode(1, LZMA_CHECK_NONE, NULL, text, 10, NULL, &position, 1000));
	say("buffer no position", lzma_easy_buffer_encode(1, LZMA_CHECK_NONE, NULL, text, 10, out, NULL, 1000));
	printf("position %zu\n", position);
	position = 1001;
	say("buffer position", lzma_easy_buffer_encode(1, LZMA_CHECK_NONE, NULL, text, 10, out, &position, 1000));
}

void test_encoders(void)
{
	make_text(text, sizeof(text));
	make_noise(noise, sizeof(noise));
	presets();
	threads();
	options_that_are_refused();
	buffers();
}
