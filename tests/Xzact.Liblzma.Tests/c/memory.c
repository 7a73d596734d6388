/* lzma_allocator: what is taken is given back, also when something fails. SPDX-License-Identifier: 0BSD */
#include "suite.h"

#define SIZE 50000
static uint8_t data[SIZE];
static uint8_t packed[SIZE + 10000];
static uint8_t out[SIZE + 10000];
static size_t size;

typedef lzma_ret (*init)(lzma_stream *stream);
typedef lzma_ret (*work)(void);

/* One coder from its init function to its end. */
static lzma_ret run(init start, const uint8_t *in, size_t in_size)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	stream.allocator = &counting_allocator;
	lzma_ret result = start(&stream);
	if (result == LZMA_OK)
		result = code_all(&stream, in, in_size, 5000, out, sizeof(out), 5000, &size, LZMA_FINISH);
	lzma_end(&stream);
	return result;
}

/* Decodes what the encoder makes of the data. The encoder's memory is not the one that fails. */
static lzma_ret unpack(init encoder, init decoder)
{
	static init before;
	static size_t packed_size;
	if (before != encoder) {
		lzma_stream stream = LZMA_STREAM_INIT;
		if (encoder(&stream) != LZMA_OK || code_all(&stream, data, SIZE, SIZE, packed, sizeof(packed), sizeof(packed),
				&packed_size, LZMA_FINISH) != LZMA_STREAM_END)
			abort();
		lzma_end(&stream);
		before = encoder;
	}
	lzma_ret result = run(decoder, packed, packed_size);
	if (result == LZMA_STREAM_END && (size != SIZE || memcmp(out, data, SIZE) != 0))
		abort();
	return result;
}

static const lzma_options_lzma *lzma_options(uint32_t preset)
{
	static lzma_options_lzma options;
	if (lzma_lzma_preset(&options, preset))
		abort();
	options.dict_size = 1 << 16;
	return &options;
}

static const lzma_filter *chain(void)
{
	static lzma_options_delta delta = {.type = LZMA_DELTA_TYPE_BYTE, .dist = 4};
	static lzma_options_bcj arm = {.start_offset = 16};
	static lzma_filter filters[] = {{LZMA_FILTER_DELTA, &delta}, {LZMA_FILTER_X86, NULL}, {LZMA_FILTER_ARM, &arm},
		{LZMA_FILTER_LZMA2, NULL}, {LZMA_VLI_UNKNOWN, NULL}};
	filters[3].options = (void *)(uintptr_t)lzma_options(6);
	return filters;
}

static lzma_block block;
static lzma_filter block_filters[LZMA_FILTERS_MAX + 1];

static void prepare_block(void)
{
	memcpy(block_filters, chain(), 5 * sizeof(lzma_filter));
	block = (lzma_block){.version = 1, .check = LZMA_CHECK_CRC32, .compressed_size = LZMA_VLI_UNKNOWN,
		.uncompressed_size = LZMA_VLI_UNKNOWN, .filters = block_filters};
	if (lzma_block_header_size(&block) != LZMA_OK)
		abort();
}

static const lzma_mt *threaded(void)
{
	static lzma_mt options;
	options = (lzma_mt){.threads = 2, .preset = 0, .check = LZMA_CHECK_CRC32, .block_size = 10000,
		.memlimit_stop = UINT64_MAX, .memlimit_threading = UINT64_MAX};
	return &options;
}

static lzma_ret easy_0(lzma_stream *s) { return lzma_easy_encoder(s, 0, LZMA_CHECK_CRC32); }
static lzma_ret easy_6(lzma_stream *s) { return lzma_easy_encoder(s, 6, LZMA_CHECK_SHA256); }
static lzma_ret filters_in(lzma_stream *s) { return lzma_stream_encoder(s, chain(), LZMA_CHECK_CRC64); }
static lzma_ret alone_in(lzma_stream *s) { return lzma_alone_encoder(s, lzma_options(1)); }
static lzma_ret raw_in(lzma_stream *s) { return lzma_raw_encoder(s, chain()); }
static lzma_ret threads_in(lzma_stream *s) { return lzma_stream_encoder_mt(s, threaded()); }
static lzma_ret xz_out(lzma_stream *s) { return lzma_stream_decoder(s, UINT64_MAX, 0); }
static lzma_ret auto_out(lzma_stream *s) { return lzma_auto_decoder(s, UINT64_MAX, LZMA_CONCATENATED); }
static lzma_ret alone_out(lzma_stream *s) { return lzma_alone_decoder(s, UINT64_MAX); }
static lzma_ret raw_out(lzma_stream *s) { return lzma_raw_decoder(s, chain()); }
static lzma_ret block_in(lzma_stream *s) { prepare_block(); return lzma_block_encoder(s, &block); }
static lzma_ret block_out(lzma_stream *s) { prepare_block(); return lzma_block_decoder(s, &block); }

static lzma_ret threads_out(lzma_stream *s)
{
	lzma_mt options = *threaded();
	options.preset = 0;
	return lzma_stream_decoder_mt(s, &options);
}

static lzma_ret encode_0(void) { return run(easy_0, data, SIZE); }
static lzma_ret encode_6(void) { return run(easy_6, data, SIZE); }
static lzma_ret encode_filters(void) { return run(filters_in, data, SIZE); }
static lzma_ret encode_alone(void) { return run(alone_in, data, SIZE); }
static lzma_ret encode_raw(void) { return run(raw_in, data, SIZE); }
static lzma_ret encode_block(void) { return run(block_in, data, SIZE); }
static lzma_ret encode_on_threads(void) { return run(threads_in, data, SIZE); }
static lzma_ret decode(void) { return unpack(easy_0, xz_out); }
static lzma_ret decode_filters(void) { return unpack(filters_in, xz_out); }
static lzma_ret decode_auto(void) { return unpack(easy_6, auto_out); }
static lzma_ret decode_auto_alone(void) { return unpack(alone_in, auto_out); }
static lzma_ret decode_alone(void) { return unpack(alone_in, alone_out); }
static lzma_ret decode_raw(void) { return unpack(raw_in, raw_out); }
static lzma_ret decode_block(void) { return unpack(block_in, block_out); }
static lzma_ret decode_on_threads(void) { return unpack(threads_in, threads_out); }

/* The decoder of .lz reads its header and takes its memory; there is no encoder. */
static lzma_ret lzip_out(lzma_stream *s) { return lzma_lzip_decoder(s, UINT64_MAX, 0); }

static lzma_ret decode_lzip(void)
{
	static const uint8_t header[] = {'L', 'Z', 'I', 'P', 1, 12, 0, 0, 0, 0, 0, 0};
	return run(lzip_out, header, sizeof(header));
}

static lzma_ret use_again(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	static const init coders[] = {easy_0, auto_out, easy_6, alone_in, xz_out, raw_out, filters_in, filters_in};
	lzma_ret result = LZMA_OK;
	stream.allocator = &counting_allocator;
	for (size_t i = 0; i < sizeof(coders) / sizeof(coders[0]) && result == LZMA_OK; i++)
		result = coders[i](&stream);
	if (result == LZMA_OK)
		result = code_all(&stream, data, SIZE, 5000, out, sizeof(out), 5000, &size, LZMA_FINISH);
	lzma_end(&stream);
	return result;
}

static lzma_ret change_filters(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	stream.allocator = &counting_allocator;
	lzma_ret result = filters_in(&stream);
	if (result == LZMA_OK)
		result = code_all(&stream, data, 1000, 1000, out, sizeof(out), sizeof(out), &size, LZMA_FULL_FLUSH);
	if (result == LZMA_STREAM_END)
		result = lzma_filters_update(&stream, chain() + 1);
	if (result == LZMA_OK)
		result = code_all(&stream, data, 1000, 1000, out, sizeof(out), sizeof(out), &size, LZMA_FINISH);
	lzma_end(&stream);
	return result;
}

static lzma_ret micro(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	stream.allocator = &counting_allocator;
	lzma_ret result = lzma_microlzma_encoder(&stream, lzma_options(1));
	stream.next_in = data;
	stream.avail_in = 5000;
	stream.next_out = out;
	stream.avail_out = sizeof(out);
	if (result == LZMA_OK)
		result = lzma_code(&stream, LZMA_FINISH);
	size = (size_t)stream.total_out;
	if (result == LZMA_STREAM_END)
		result = lzma_microlzma_decoder(&stream, size, 5000, true, 1 << 16);
	stream.next_in = out;
	stream.avail_in = size;
	stream.next_out = packed;
	stream.avail_out = 5000;
	if (result == LZMA_OK)
		result = lzma_code(&stream, LZMA_FINISH);
	lzma_end(&stream);
	return result;
}

static lzma_ret buffers(void)
{
	const lzma_allocator *memory = &counting_allocator;
	uint64_t limit = UINT64_MAX;
	size_t end = 0;
	size_t in = 0;
	size_t back = 0;
	lzma_ret result = lzma_easy_buffer_encode(1, LZMA_CHECK_CRC32, memory, data, 5000, out, &end, sizeof(out));
	if (result == LZMA_OK)
		result = lzma_stream_buffer_decode(&limit, 0, memory, out, &in, end, packed, &back, sizeof(packed));
	if (result != LZMA_OK)
		return result;
	end = in = back = 0;
	result = lzma_raw_buffer_encode(chain(), memory, data, 5000, out, &end, sizeof(out));
	if (result == LZMA_OK)
		result = lzma_raw_buffer_decode(chain(), memory, out, &in, end, packed, &back, sizeof(packed));
	if (result != LZMA_OK)
		return result;
	end = back = 0;
	prepare_block();
	result = lzma_block_buffer_encode(&block, memory, data, 5000, out, &end, sizeof(out));
	if (result != LZMA_OK)
		return result;
	lzma_filter filters[LZMA_FILTERS_MAX + 1];
	lzma_block other = {.version = 1, .check = LZMA_CHECK_CRC32, .filters = filters,
		.header_size = lzma_block_header_size_decode(out[0])};
	result = lzma_block_header_decode(&other, memory, out);
	if (result != LZMA_OK)
		return result;
	in = other.header_size;
	result = lzma_block_buffer_decode(&other, memory, out, &in, end, packed, &back, sizeof(packed));
	lzma_filters_free(filters, memory);
	return result;
}

static lzma_ret options(void)
{
	static const uint8_t properties[] = {0x5D, 0, 0, 1, 0};
	lzma_filter filters[LZMA_FILTERS_MAX + 1] = {{LZMA_FILTER_LZMA1, NULL}};
	lzma_ret result = lzma_properties_decode(filters, &counting_allocator, properties, sizeof(properties));
	if (result != LZMA_OK)
		return result;
	counting_allocator.free(counting_allocator.opaque, filters[0].options);
	result = lzma_filters_copy(chain(), filters, &counting_allocator);
	if (result == LZMA_OK)
		lzma_filters_free(filters, &counting_allocator);
	return result;
}

static lzma_ret texts(void)
{
	lzma_filter filters[LZMA_FILTERS_MAX + 1];
	char *text = NULL;
	int position = 0;
	const char *error = lzma_str_to_filters("delta:dist=3 x86 lzma2:preset=2", &position, filters, 0,
		&counting_allocator);
	if (error != NULL)
		return strcmp(error, "Memory allocation failed") == 0 ? LZMA_MEM_ERROR : LZMA_PROG_ERROR;
	lzma_ret result = lzma_str_from_filters(&text, filters, LZMA_STR_ENCODER, &counting_allocator);
	lzma_filters_free(filters, &counting_allocator);
	counting_allocator.free(counting_allocator.opaque, text);
	if (result == LZMA_OK)
		result = lzma_str_list_filters(&text, LZMA_VLI_UNKNOWN, LZMA_STR_DECODER, &counting_allocator);
	if (result == LZMA_OK)
		counting_allocator.free(counting_allocator.opaque, text);
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

static lzma_index *target;

static lzma_ret list_out(lzma_stream *s) { return lzma_index_decoder(s, &target, UINT64_MAX); }
static lzma_ret info_out(lzma_stream *s) { return lzma_file_info_decoder(s, &target, UINT64_MAX, size); }

static lzma_ret list_coders(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_index *i = lzma_index_init(NULL);
	uint64_t limit = UINT64_MAX;
	size_t end = 0;
	size_t in = 0;
	if (i == NULL || lzma_index_append(i, NULL, 100, 100) != LZMA_OK)
		abort();
	stream.allocator = &counting_allocator;
	lzma_ret result = lzma_index_encoder(&stream, i);
	if (result == LZMA_OK)
		result = code_all(&stream, NULL, 0, 0, packed, sizeof(packed), sizeof(packed), &end, LZMA_FINISH);
	lzma_end(&stream);
	lzma_index_end(i, NULL);
	target = NULL;
	if (result == LZMA_STREAM_END)
		result = run(list_out, packed, end);
	lzma_index_end(target, &counting_allocator);
	target = NULL;
	if (result == LZMA_STREAM_END)
		result = lzma_index_buffer_decode(&target, &limit, &counting_allocator, packed, &in, end);
	lzma_index_end(target, &counting_allocator);
	return result;
}

static lzma_ret file_info(void)
{
	size = make_stored_file(packed, sizeof(packed), data, 1000, LZMA_CHECK_CRC32);
	target = NULL;
	lzma_ret result = run(info_out, packed, size);
	lzma_index_end(target, &counting_allocator);
	return result;
}

static lzma_ret list_sum(void)
{
	lzma_index_hash *sum = lzma_index_hash_init(NULL, &counting_allocator);
	lzma_ret result = sum == NULL ? LZMA_MEM_ERROR : lzma_index_hash_append(sum, 100, 100);
	lzma_index_hash_end(sum, &counting_allocator);
	return result;
}

void test_memory(void)
{
	static const struct {
		const char *name;
		work run;
		bool on_threads;
	} works[] = {{"encode 0", encode_0, false}, {"encode 6", encode_6, false}, {"encode filters", encode_filters, false},
		{"encode alone", encode_alone, false}, {"encode raw", encode_raw, false}, {"encode block", encode_block, false},
		{"decode", decode, false}, {"decode filters", decode_filters, false}, {"decode auto", decode_auto, false},
		{"decode auto, alone", decode_auto_alone, false}, {"decode alone", decode_alone, false},
		{"decode raw", decode_raw, false}, {"decode block", decode_block, false}, {"decode lzip", decode_lzip, false},
		{"use again", use_again, false}, {"change filters", change_filters, false}, {"micro", micro, false},
		{"buffers", buffers, false}, {"options", options, false}, {"texts", texts, false}, {"list", list, false},
		{"list coders", list_coders, false}, {"file info", file_info, false}, {"list sum", list_sum, false},
		{"encode on threads", encode_on_threads, true}, {"decode on threads", decode_on_threads, true}};
	make_text(data, sizeof(data));
	for (size_t i = 0; i < sizeof(works) / sizeof(works[0]); i++) {
		counting_reset(0);
		lzma_ret good = works[i].run();
		printf("%s: %s, left %zu, used %d, odd %zu\n", works[i].name, name_of(good), counted.live, counted.calls > 0,
			counted.odd_counts);

		/*
		 * One after the other fails; the counts are not compared, for no contract says how many there are, and threads
		 * need not take the same memory each time.
		 */
		size_t calls = counted.calls;
		size_t wrong = 0;
		size_t leaks = 0;
		for (size_t fail = 1; fail <= calls; fail++) {
			counting_reset(fail);
			lzma_ret result = works[i].run();
			wrong += result != (counted.calls >= fail ? LZMA_MEM_ERROR : good);
			leaks += counted.live != 0;
		}
		printf("%s: wrong %zu, leaks %zu\n", works[i].name, wrong, leaks);
		counting_reset(0);
		printf("%s: %s\n", works[i].name, name_of(works[i].run()));
	}
}
