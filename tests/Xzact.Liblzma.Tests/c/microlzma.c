/* MicroLZMA both ways. SPDX-License-Identifier: 0BSD */
#include "suite.h"

#define SIZE 100000
static uint8_t data[SIZE];
static uint8_t packed[SIZE + 1000];
static uint8_t unpacked[SIZE + 1000];

static lzma_ret encode(const lzma_options_lzma *options, size_t in_size, size_t room, size_t *used, size_t *size)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_ret result = lzma_microlzma_encoder(&stream, options);
	stream.next_in = data;
	stream.avail_in = in_size;
	stream.next_out = packed;
	stream.avail_out = room;
	if (result == LZMA_OK)
		result = lzma_code(&stream, LZMA_FINISH);
	*used = (size_t)stream.total_in;
	*size = (size_t)stream.total_out;
	lzma_end(&stream);
	return result;
}

static lzma_ret decode(uint64_t compressed, uint64_t uncompressed, bool exact, size_t in_size, size_t in_piece,
	size_t room, size_t out_piece, size_t *size)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_ret result = lzma_microlzma_decoder(&stream, compressed, uncompressed, exact, 1 << 20);
	if (result == LZMA_OK)
		result = code_all(&stream, packed, in_size, in_piece, unpacked, room, out_piece, size, LZMA_FINISH);
	lzma_end(&stream);
	return result;
}

/* What fits into a given room comes back, and the room is used to the last symbol. */
static void rooms(const lzma_options_lzma *options, const char *kind)
{
	static const size_t sizes[] = {0, 5, 6, 7, 8, 9, 10, 11, 12, 16, 20, 50, 100, 1000, 4096, 5000, 16384, 40000};
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		size_t used = 0;
		size_t size = 0;
		lzma_ret result = encode(options, SIZE, sizes[i], &used, &size);
		printf("%s in %zu: %s", kind, sizes[i], name_of(result));
		if (result == LZMA_STREAM_END) {
			size_t back = 0;
			size_t again = 0;
			/* One more symbol is at most some bytes long. */
			printf(", %s, %s", size <= sizes[i] ? "fits" : "too large",
				used == SIZE || size + 12 >= sizes[i] ? "filled" : "not filled");
			printf(", properties %u", (unsigned)(uint8_t)~packed[0]);
			printf(", exact %s", name_of(decode(size, used, true, size, 7, SIZE, 1000, &back)));
			printf(" %s", back == used && memcmp(data, unpacked, back) == 0 ? "same" : "other");
			if (used > 0) {
				printf(", at least %s", name_of(decode(size, used - 1, false, size, 7, SIZE, 1000, &again)));
				printf(" %s", again == used - 1 && memcmp(data, unpacked, again) == 0 ? "same" : "other");
			}
		}
		printf("\n");
	}
}

static void wrong_sizes(const lzma_options_lzma *options)
{
	size_t used = 0;
	size_t size = 0;
	size_t back = 0;
	say("to be decoded", encode(options, 300, sizeof(packed), &used, &size));
	printf("all of it: %s\n", used == 300 ? "yes" : "no");
	for (int exact = 0; exact < 2; exact++) {
		printf("%d, input of one more: %s", exact, name_of(decode(size + 1, 300, exact, size, size, SIZE, SIZE, &back)));
		printf(" %zu\n", back);
		printf("%d, input of one less: %s", exact, name_of(decode(size - 1, 300, exact, size, size, SIZE, SIZE, &back)));
		printf(" %s\n", back < 300 ? "less" : "all");
		printf("%d, data of one more: %s", exact, name_of(decode(size, 301, exact, size, size, SIZE, SIZE, &back)));
		printf(" %zu\n", back);
		printf("%d, data of one less: %s", exact, name_of(decode(size, 299, exact, size, size, SIZE, SIZE, &back)));
		printf(" %zu\n", back);
		printf("%d, no data: %s", exact, name_of(decode(size, 0, exact, size, size, SIZE, SIZE, &back)));
		printf(" %zu\n", back);
		printf("%d, no input: %s", exact, name_of(decode(0, 300, exact, size, size, SIZE, SIZE, &back)));
		printf(" %zu\n", back);
		for (size_t piece = 1; piece < 4; piece++) {
			printf("%d, pieces of %zu: %s", exact, piece,
				name_of(decode(size, 300, exact, size, piece, SIZE, piece, &back)));
			printf(" %zu\n", back);
		}
	}
	for (unsigned first = 0; first < 256; first++) {
		packed[0] = (uint8_t)first;
		lzma_ret result = decode(size, 1, false, size, size, SIZE, SIZE, &back);
		printf("first byte %u: %s\n", first, result == LZMA_OPTIONS_ERROR ? "OPTIONS_ERROR" : "taken");
	}
}

void test_microlzma(void)
{
	lzma_options_lzma options;
	lzma_stream stream = LZMA_STREAM_INIT;
	if (lzma_lzma_preset(&options, 1))
		abort();
	say("no stream", lzma_microlzma_encoder(NULL, &options));
	say("no stream", lzma_microlzma_decoder(NULL, 1, 1, true, 4096));
	options.lc = 5;
	say("lc 5", lzma_microlzma_encoder(&stream, &options));
	options.lc = 3;
	options.dict_size = 4095;
	say("dictionary", lzma_microlzma_encoder(&stream, &options));
	options.dict_size = 65536;
	say("decoder, too much data", lzma_microlzma_decoder(&stream, 1, UINT64_C(1) << 63, true, 4096));
	say("decoder, unknown data", lzma_microlzma_decoder(&stream, 1, UINT64_MAX, true, 4096));
	for (int action = 0; action < 5; action++) {
		uint8_t out[100];
		say("encoder", lzma_microlzma_encoder(&stream, &options));
		stream.next_in = data;
		stream.avail_in = 10;
		stream.next_out = out;
		stream.avail_out = sizeof(out);
		printf("action %d: %s\n", action, name_of(lzma_code(&stream, (lzma_action)action)));
		printf("again: %s\n", name_of(lzma_code(&stream, (lzma_action)action)));
		printf("memory: %u %u\n", (unsigned)lzma_memusage(&stream), (unsigned)lzma_memlimit_get(&stream));
	}
	say("decoder", lzma_microlzma_decoder(&stream, 10, 10, true, 4096));
	say("flush of a decoder", lzma_code(&stream, LZMA_SYNC_FLUSH));
	say("filters of a decoder", lzma_memlimit_set(&stream, 1 << 20));
	lzma_end(&stream);

	make_text(data, SIZE);
	rooms(&options, "text");
	wrong_sizes(&options);
	make_noise(data, SIZE);
	rooms(&options, "noise");
	memset(data, 0xFF, SIZE);
	rooms(&options, "one byte");
	if (lzma_lzma_preset(&options, 6))
		abort();
	options.lc = 0;
	options.lp = 2;
	options.pb = 0;
	make_text(data, SIZE);
	rooms(&options, "text, other properties");
}
