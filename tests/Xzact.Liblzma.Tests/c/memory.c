/* lzma_allocator: what is taken is given back, also when something fails. SPDX-License-Identifier: 0BSD */
#include "suite.h"

static uint8_t data[50000];
static uint8_t out[60000];
static uint8_t back[50000];
static size_t size;

typedef lzma_ret (*work)(void);

static lzma_ret encode(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	stream.allocator = &counting_allocator;
	lzma_ret result = lzma_easy_encoder(&stream, 0, LZMA_CHECK_CRC32);
	if (result == LZMA_OK)
		result = code_all(&stream, data, sizeof(data), 5000, out, sizeof(out), 5000, &size, LZMA_FINISH);
	lzma_end(&stream);
	return result;
}

static lzma_ret decode(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	size_t written = 0;
	stream.allocator = &counting_allocator;
	lzma_ret result = lzma_stream_decoder(&stream, UINT64_MAX, 0);
	if (result == LZMA_OK)
		result = code_all(&stream, out, size, 5000, back, sizeof(back), 5000, &written, LZMA_FINISH);
	lzma_end(&stream);
	return result;
}

static lzma_ret use_again(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	size_t written = 0;
	stream.allocator = &counting_allocator;
	lzma_ret result = LZMA_OK;
	for (int i = 0; i < 3 && result == LZMA_OK; i++) {
		result = lzma_easy_encoder(&stream, (uint32_t)i, LZMA_CHECK_NONE);
		if (result == LZMA_OK)
			result = lzma_auto_decoder(&stream, UINT64_MAX, 0);
		if (result == LZMA_OK)
			result = code_all(&stream, out, size, 5000, back, sizeof(back), 5000, &written, LZMA_FINISH)
				== LZMA_STREAM_END ? LZMA_OK : LZMA_MEM_ERROR;
	}
	lzma_end(&stream);
	return result;
}

static lzma_ret encode_on_threads(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	size_t written = 0;
	lzma_mt options = {.threads = 2, .preset = 0, .check = LZMA_CHECK_CRC32, .block_size = 10000};
	stream.allocator = &counting_allocator;
	lzma_ret result = lzma_stream_encoder_mt(&stream, &options);
	if (result == LZMA_OK)
		result = code_all(&stream, data, sizeof(data), 5000, back, sizeof(back), 5000, &written, LZMA_FINISH);
	lzma_end(&stream);
	return result;
}

static lzma_ret options(void)
{
	static const uint8_t properties[] = {0x5D, 0, 0, 1, 0};
	lzma_filter filter = {LZMA_FILTER_LZMA1, NULL};
	lzma_ret result = lzma_properties_decode(&filter, &counting_allocator, properties, sizeof(properties));
	if (result == LZMA_OK)
		counting_allocator.free(counting_allocator.opaque, filter.options);
	return result;
}

static lzma_ret list(void)
{
	lzma_index *i = lzma_index_init(&counting_allocator);
	if (i == NULL)
		return LZMA_MEM_ERROR;
	lzma_ret result = LZMA_OK;
	for (int n = 0; n < 2000 && result == LZMA_OK; n++)
		result = lzma_index_append(i, &counting_allocator, 100, 100);
	lzma_index *copy = lzma_index_dup(i, &counting_allocator);
	if (copy == NULL)
		result = LZMA_MEM_ERROR;
	else if (lzma_index_cat(i, copy, &counting_allocator) != LZMA_OK) {
		result = LZMA_MEM_ERROR;
		lzma_index_end(copy, &counting_allocator);
	}
	lzma_index_end(i, &counting_allocator);
	return result;
}

void test_memory(void)
{
	static const struct {
		const char *name;
		work run;
		bool on_threads;
	} works[] = {{"encode", encode, false}, {"decode", decode, false}, {"use again", use_again, false},
		{"encode on threads", encode_on_threads, true}, {"options", options, false}, {"list", list, false}};
	make_text(data, sizeof(data));
	for (size_t i = 0; i < sizeof(works) / sizeof(works[0]); i++) {
		counting_reset(0);
		lzma_ret result = works[i].run();
		printf("%s: %s, left %zu, used %d, odd %zu\n", works[i].name, name_of(result), works[i].on_threads ? 0
			: counted.live, counted.calls > 0, counted.odd_counts);

		/* One after the other fails; the counts are not compared, for no contract says how many there are. */
		size_t calls = counted.calls;
		size_t wrong = 0;
		size_t leaks = 0;
		for (size_t fail = 1; fail <= calls && !works[i].on_threads; fail++) {
			counting_reset(fail);
			result = works[i].run();
			wrong += result != LZMA_MEM_ERROR;
			leaks += counted.live != 0;
		}
		printf("%s: not told %zu, leaks %zu\n", works[i].name, wrong, leaks);
		counting_reset(0);
		result = works[i].run();
		printf("%s: %s\n", works[i].name, name_of(result));
	}
}
