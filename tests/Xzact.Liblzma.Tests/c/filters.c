/* filter.h and bcj.h. SPDX-License-Identifier: 0BSD */
#include "suite.h"

#define SIZE 20000

static uint8_t data[SIZE];
static uint8_t out[2 * SIZE];
static uint8_t back[SIZE + 1];

static const lzma_vli ids[] = {LZMA_FILTER_DELTA, LZMA_FILTER_X86, LZMA_FILTER_POWERPC, LZMA_FILTER_IA64,
	LZMA_FILTER_ARM, LZMA_FILTER_ARMTHUMB, LZMA_FILTER_SPARC, LZMA_FILTER_ARM64, LZMA_FILTER_RISCV,
	LZMA_FILTER_LZMA2, LZMA_FILTER_LZMA1, LZMA_FILTER_LZMA1EXT, 0, 0x0C, 0x22, LZMA_VLI_MAX, LZMA_VLI_MAX + 1,
	LZMA_VLI_UNKNOWN - 1};

static void properties(void)
{
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		lzma_options_lzma lzma;
		if (lzma_lzma_preset(&lzma, 6))
			abort();
		lzma_options_delta delta = {.type = LZMA_DELTA_TYPE_BYTE, .dist = 4};
		lzma_options_bcj branch = {.start_offset = 0x40};
		bool is_lzma = ids[i] == LZMA_FILTER_LZMA2 || ids[i] >= LZMA_FILTER_LZMA1;
		void *options = is_lzma ? (void *)&lzma : ids[i] == LZMA_FILTER_DELTA ? (void *)&delta : (void *)&branch;
		printf("filter %llx: %d %d\n", (unsigned long long)ids[i], lzma_filter_encoder_is_supported(ids[i]),
			lzma_filter_decoder_is_supported(ids[i]));
		for (int has_options = 0; has_options < 2; has_options++) {
			lzma_filter filter = {ids[i], has_options ? options : NULL};
			uint32_t size = 77;
			uint8_t bytes[32] = {0};
			size_t written = 0;
			lzma_ret result = lzma_properties_size(&size, &filter);
			printf("properties size: %s %u\n", name_of(result), size);
			if (has_options || ids[i] != LZMA_FILTER_DELTA)
				say("properties encode", lzma_properties_encode(&filter, bytes));
			printf("bytes %02x%02x%02x%02x%02x\n", bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]);
			result = lzma_filter_flags_size(&size, &filter);
			printf("flags size: %s %u\n", name_of(result), size);
			memset(bytes, 0, sizeof(bytes));
			if (has_options || !is_lzma) {
				result = lzma_filter_flags_encode(&filter, bytes, &written, sizeof(bytes));
				printf("flags encode: %s %zu %02x%02x%02x%02x\n", name_of(result), written, bytes[0], bytes[1], bytes[2],
					bytes[3]);
				for (size_t room = 0; room <= written; room++) {
					lzma_filter read = {0, &size};
					size_t position = 0;
					result = lzma_filter_flags_decode(&read, NULL, bytes, &position, room);
					printf("flags decode %zu: %s %llx %d\n", room, name_of(result), (unsigned long long)read.id,
						read.options != NULL);
					free(read.options);
				}
			}
		}
		for (size_t size = 0; size < 7; size++)
			for (int byte = 0; byte < 256; byte += 39) {
				uint8_t bytes[8];
				memset(bytes, byte, sizeof(bytes));
				lzma_filter filter = {ids[i], &size};
				lzma_ret result = lzma_properties_decode(&filter, NULL, bytes, size);
				if (result == LZMA_OK || byte == 0)
					printf("properties decode %zu %02x: %s %d", size, byte, name_of(result), filter.options != NULL);
				if (result == LZMA_OK && filter.options != NULL && is_lzma) {
					lzma_options_lzma *read = filter.options;
					printf(" %u %u %u %u %d", read->dict_size, ids[i] == LZMA_FILTER_LZMA2 ? 0 : read->lc,
						ids[i] == LZMA_FILTER_LZMA2 ? 0 : read->lp, ids[i] == LZMA_FILTER_LZMA2 ? 0 : read->pb,
						read->preset_dict == NULL);
				} else if (result == LZMA_OK && filter.options != NULL) {
					printf(" %u", ids[i] == LZMA_FILTER_DELTA ? ((lzma_options_delta *)filter.options)->dist
						: ((lzma_options_bcj *)filter.options)->start_offset);
				}
				if (result == LZMA_OK || byte == 0)
					printf("\n");
				free(filter.options);
			}
	}
}

static void raw(const char *what, lzma_filter *filters, size_t in_piece, size_t out_piece)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	size_t size = 0;
	size_t read = 0;
	size_t written = 0;
	lzma_ret result = lzma_raw_encoder(&stream, filters);
	printf("%s: memory %llu %llu, encoder %s", what, (unsigned long long)lzma_raw_encoder_memusage(filters),
		(unsigned long long)lzma_raw_decoder_memusage(filters), name_of(result));
	if (result == LZMA_OK) {
		result = code_all(&stream, data, SIZE, in_piece, out, sizeof(out), out_piece, &size, LZMA_FINISH);
		printf(" %s", name_of(result));
		result = lzma_raw_decoder(&stream, filters);
		printf(", decoder %s", name_of(result));
		if (result == LZMA_OK)
			printf(" %s", name_of(code_all(&stream, out, size, in_piece, back, SIZE + 1, out_piece, &written,
				LZMA_FINISH)));
		printf(" same %d", written == SIZE && memcmp(back, data, SIZE) == 0);
		written = 0;
		result = lzma_raw_buffer_decode(filters, NULL, out, &read, size, back, &written, SIZE);
		printf(", buffer %s %d %zu", name_of(result), read == size, written);
		read = written = 0;
		result = lzma_raw_buffer_decode(filters, NULL, out, &read, size, back, &written, SIZE - 1);
		printf(", small %s %zu %zu", name_of(result), read, written);
		result = lzma_raw_buffer_decode(filters, NULL, out, &read, size - 1, back, &written, SIZE);
		printf(", cut %s %zu %zu", name_of(result), read, written);
	}
	printf("\n");
	lzma_end(&stream);
	written = 0;
	result = lzma_raw_buffer_encode(filters, NULL, data, SIZE, out, &written, sizeof(out));
	printf("buffer encode: %s %d\n", name_of(result), written == size);
	written = 0;
	result = lzma_raw_buffer_encode(filters, NULL, data, SIZE, out, &written, 100);
	printf("buffer encode: %s %zu\n", name_of(result), written);
}

static void chains(void)
{
	lzma_options_lzma lzma;
	if (lzma_lzma_preset(&lzma, 1))
		abort();
	lzma_options_delta delta = {.type = LZMA_DELTA_TYPE_BYTE, .dist = 4};
	lzma_options_delta bad_delta = {.type = LZMA_DELTA_TYPE_BYTE, .dist = 257};
	lzma_options_bcj branch = {.start_offset = 0x40};
	lzma_options_bcj odd = {.start_offset = 1};
	const lzma_filter end = {LZMA_VLI_UNKNOWN, NULL};
	const lzma_filter lzma2 = {LZMA_FILTER_LZMA2, &lzma};
	const lzma_filter d = {LZMA_FILTER_DELTA, &delta};

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		void *options = ids[i] == LZMA_FILTER_DELTA ? (void *)&delta : (void *)&branch;
		lzma_filter alone[] = {{ids[i], ids[i] >= LZMA_FILTER_LZMA2 ? (void *)&lzma : options}, end};
		printf("%llx ", (unsigned long long)ids[i]);
		if (ids[i] != LZMA_FILTER_LZMA1EXT)
			raw("alone", alone, 1000, 333);
		lzma_filter first[] = {{ids[i], ids[i] >= LZMA_FILTER_LZMA2 ? (void *)&lzma : options}, lzma2, end};
		raw("first", first, SIZE, 2 * SIZE);
		first[0].options = NULL;
		if (ids[i] < LZMA_FILTER_LZMA2)
			raw("first, no options", first, SIZE, 2 * SIZE);
		first[0].options = &odd;
		if (ids[i] < LZMA_FILTER_LZMA2 && ids[i] != LZMA_FILTER_DELTA)
			raw("first, odd", first, SIZE, 2 * SIZE);
	}
	lzma_filter bad[] = {{LZMA_FILTER_DELTA, &bad_delta}, lzma2, end};
	raw("delta 257", bad, SIZE, 2 * SIZE);
	lzma_filter four[] = {d, d, d, lzma2, end};
	raw("four", four, 100, 100);
	lzma_filter five[] = {d, d, d, d, lzma2, end};
	raw("five", five, 100, 100);
	lzma_filter none[] = {end};
	raw("none", none, 100, 100);
	raw("null", NULL, 100, 100);
	lzma_filter twice[] = {lzma2, lzma2, end};
	raw("twice", twice, 100, 100);
	lzma_filter last[] = {lzma2, d, end};
	raw("delta last", last, 100, 100);

	/* A preset dictionary. */
	lzma.preset_dict = data;
	lzma.preset_dict_size = 10000;
	lzma_filter preset[] = {lzma2, end};
	raw("preset dictionary, LZMA2", preset, 1000, 1000);
	preset[0].id = LZMA_FILTER_LZMA1;
	raw("preset dictionary, LZMA1", preset, 1000, 1000);
	lzma.preset_dict = NULL;

	/* LZMA1 whose size is known. */
	lzma_set_ext_size(lzma, SIZE);
	lzma.ext_flags = 0;
	preset[0].id = LZMA_FILTER_LZMA1EXT;
	raw("size known", preset, 1000, 1000);
	lzma.ext_flags = LZMA_LZMA1EXT_ALLOW_EOPM;
	raw("size known, marker", preset, 1000, 1000);
	lzma_set_ext_size(lzma, UINT64_MAX);
	raw("size unknown, marker", preset, 1000, 1000);
	lzma.ext_flags = 2;
	raw("bad flag", preset, 1000, 1000);
}

static void copies(void)
{
	lzma_options_lzma lzma;
	if (lzma_lzma_preset(&lzma, 2))
		abort();
	lzma_options_bcj branch = {.start_offset = 16};
	lzma_filter source[] = {{LZMA_FILTER_X86, &branch}, {LZMA_FILTER_ARM, NULL}, {LZMA_FILTER_LZMA2, &lzma},
		{LZMA_VLI_UNKNOWN, NULL}, {0, NULL}, {0, NULL}};
	lzma_filter target[5] = {{1, NULL}};
	say("copy", lzma_filters_copy(source, target, NULL));
	printf("%llx %u %d %llx %u %llx\n", (unsigned long long)target[0].id, ((lzma_options_bcj *)target[0].options)
		->start_offset, target[1].options == NULL, (unsigned long long)target[2].id,
		((lzma_options_lzma *)target[2].options)->dict_size, (unsigned long long)target[3].id);
	lzma_filters_free(target, NULL);
	printf("freed: %llx %d %llx\n", (unsigned long long)target[0].id, target[0].options == NULL,
		(unsigned long long)target[2].id);
	lzma_filters_free(NULL, NULL);
	say("copy from NULL", lzma_filters_copy(NULL, target, NULL));
	say("copy to NULL", lzma_filters_copy(source, NULL, NULL));
	source[1].id = 0x77;
	say("copy of an unknown filter", lzma_filters_copy(source, target, NULL));
	lzma_filters_free(target, NULL);
	source[1].options = &branch;
	target[0].id = 5;
	say("copy of an unknown filter with options", lzma_filters_copy(source, target, NULL));
	printf("untouched: %llx\n", (unsigned long long)target[0].id);
	for (int i = 0; i < 5; i++)
		source[i] = (lzma_filter){LZMA_FILTER_ARM, NULL};
	source[5].id = LZMA_VLI_UNKNOWN;
	say("copy of five", lzma_filters_copy(source, target, NULL));
	source[4].id = LZMA_VLI_UNKNOWN;
	say("copy of four", lzma_filters_copy(source, target, NULL));
	printf("block size %llu", (unsigned long long)lzma_mt_block_size(NULL));
	lzma_filter one[] = {{LZMA_FILTER_LZMA2, &lzma}, {LZMA_VLI_UNKNOWN, NULL}};
	printf(" %llu", (unsigned long long)lzma_mt_block_size(one));
	lzma.dict_size = 4096;
	printf(" %llu", (unsigned long long)lzma_mt_block_size(one));
	one[0].id = LZMA_FILTER_X86;
	one[0].options = NULL;
	printf(" %llu\n", (unsigned long long)lzma_mt_block_size(one));
}

static void update(void)
{
	lzma_options_lzma lzma;
	if (lzma_lzma_preset(&lzma, 1))
		abort();
	lzma_options_delta delta = {.type = LZMA_DELTA_TYPE_BYTE, .dist = 4};
	lzma_filter plain[] = {{LZMA_FILTER_LZMA2, &lzma}, {LZMA_VLI_UNKNOWN, NULL}};
	lzma_filter with_delta[] = {{LZMA_FILTER_DELTA, &delta}, {LZMA_FILTER_LZMA2, &lzma}, {LZMA_VLI_UNKNOWN, NULL}};
	lzma_stream stream = LZMA_STREAM_INIT;
	say("init", lzma_stream_encoder(&stream, plain, LZMA_CHECK_CRC32));
	say("update before data", lzma_filters_update(&stream, with_delta));
	stream.next_in = data;
	stream.avail_in = 5000;
	stream.next_out = out;
	stream.avail_out = sizeof(out);
	say("run", lzma_code(&stream, LZMA_RUN));
	say("update in the middle", lzma_filters_update(&stream, plain));
	say("full flush", lzma_code(&stream, LZMA_FULL_FLUSH));
	say("update after it", lzma_filters_update(&stream, plain));
	stream.avail_in = 5000;
	say("sync flush", lzma_code(&stream, LZMA_SYNC_FLUSH));
	lzma.lc = 2;
	lzma.pb = 0;
	say("update of lc", lzma_filters_update(&stream, plain));
	say("update of the chain", lzma_filters_update(&stream, with_delta));
	lzma.lc = 5;
	say("update to what is not valid", lzma_filters_update(&stream, plain));
	lzma.lc = 3;
	stream.avail_in = 10000;
	say("finish", lzma_code(&stream, LZMA_FINISH));
	size_t size = (size_t)stream.total_out;
	uint64_t limit = UINT64_MAX;
	size_t read = 0;
	size_t written = 0;
	say("decode", lzma_stream_buffer_decode(&limit, 0, NULL, out, &read, size, back, &written, SIZE));
	printf("same %d\n", written == SIZE && memcmp(back, data, SIZE) == 0);
	say("decoder", lzma_stream_decoder(&stream, UINT64_MAX, 0));
	say("update of a decoder", lzma_filters_update(&stream, plain));
	lzma_end(&stream);
}

/* Raw data with LZMA2 takes other lc, lp and pb where a chunk begins; of other changes nothing, or an error. */
static void update_raw(void)
{
	lzma_options_lzma lzma;
	if (lzma_lzma_preset(&lzma, 1))
		abort();
	lzma_options_delta delta = {.type = LZMA_DELTA_TYPE_BYTE, .dist = 4};
	lzma_filter plain[] = {{LZMA_FILTER_LZMA2, &lzma}, {LZMA_VLI_UNKNOWN, NULL}};
	lzma_filter with_delta[] = {{LZMA_FILTER_DELTA, &delta}, {LZMA_FILTER_LZMA2, &lzma}, {LZMA_VLI_UNKNOWN, NULL}};
	lzma_filter with_x86[] = {{LZMA_FILTER_X86, NULL}, {LZMA_FILTER_LZMA2, &lzma}, {LZMA_VLI_UNKNOWN, NULL}};
	lzma_filter old[] = {{LZMA_FILTER_LZMA1, &lzma}, {LZMA_VLI_UNKNOWN, NULL}};
	lzma_filter *const all[] = {plain, with_delta, with_x86, old};
	for (int which = 0; which < 4; which++) {
		lzma_stream stream = LZMA_STREAM_INIT;
		lzma_filter *filters = all[which];
		bool changes = which < 3;
		lzma.lc = 3;
		lzma.pb = 2;
		printf("raw chain %d\n", which);
		say("init", lzma_raw_encoder(&stream, filters));
		lzma.lc = 1;
		say("before data", lzma_filters_update(&stream, filters));
		say("another chain before data", lzma_filters_update(&stream, which == 1 ? with_x86 : with_delta));
		stream.next_in = data;
		stream.avail_in = 5000;
		stream.next_out = out;
		stream.avail_out = sizeof(out);
		say("run", lzma_code(&stream, LZMA_RUN));
		say("in the middle", lzma_filters_update(&stream, filters));
		if (which < 2) {
			say("flush", lzma_code(&stream, LZMA_SYNC_FLUSH));
			lzma.pb = 0;
			lzma.dict_size *= 2;
			delta.dist = 5;
			say("after it", lzma_filters_update(&stream, filters));
			lzma.dict_size /= 2;
			lzma.lc = 5;
			say("to what is not valid", lzma_filters_update(&stream, filters));
			delta.dist = 4;
		}
		lzma.lc = changes ? 1 : 3;
		stream.avail_in = SIZE - 5000;
		say("finish", lzma_code(&stream, LZMA_FINISH));
		size_t read = 0;
		size_t written = 0;
		say("decode", lzma_raw_buffer_decode(filters, NULL, out, &read, (size_t)stream.total_out, back, &written, SIZE));
		printf("same %d\n", written == SIZE && memcmp(back, data, SIZE) == 0);
		lzma_end(&stream);
	}
}

static void branches(void)
{
	typedef size_t (*convert)(uint32_t, uint8_t *, size_t);
	static const convert functions[] = {lzma_bcj_x86_encode, lzma_bcj_x86_decode, lzma_bcj_arm64_encode,
		lzma_bcj_arm64_decode, lzma_bcj_riscv_encode, lzma_bcj_riscv_decode};
	uint8_t code[2000];
	for (int i = 0; i < 6; i++)
		for (size_t size = 0; size < 2000; size = size < 12 ? size + 1 : size * 3)
			for (uint32_t start = 0; start < 8; start += 3) {
				make_noise(code, sizeof(code));
				for (size_t at = 0; at + 5 < sizeof(code); at += 11) {
					static const uint8_t call[] = {0xE8, 1, 2, 0, 0, 0x94};
					memcpy(code + at, call + (i > 1 ? 1 : 0), 5);
				}
				size_t done = functions[i](start, code, size);
				printf("branch %d %zu %u: %zu %08x\n", i, size, start, done, lzma_crc32(code, sizeof(code), 0));
			}
}

static void texts(void)
{
	static const uint32_t flags[] = {0, LZMA_STR_ENCODER, LZMA_STR_DECODER, LZMA_STR_ENCODER | LZMA_STR_GETOPT_LONG,
		LZMA_STR_DECODER | LZMA_STR_NO_SPACES, LZMA_STR_GETOPT_LONG, LZMA_STR_ALL_FILTERS, LZMA_STR_NO_VALIDATION,
		LZMA_STR_ENCODER | LZMA_STR_DECODER, LZMA_STR_ALL_FILTERS | LZMA_STR_ENCODER, 0x100};
	lzma_options_lzma lzma;
	if (lzma_lzma_preset(&lzma, 5))
		abort();
	lzma_options_delta delta = {.type = LZMA_DELTA_TYPE_BYTE, .dist = 256};
	lzma_options_bcj branch = {.start_offset = 3 << 20};
	lzma_options_bcj zero = {.start_offset = 0};
	const lzma_filter end = {LZMA_VLI_UNKNOWN, NULL};
	const lzma_filter lzma2 = {LZMA_FILTER_LZMA2, &lzma};
	lzma_filter chains[][6] = {{lzma2, end}, {{LZMA_FILTER_X86, NULL}, lzma2, end},
		{{LZMA_FILTER_ARM64, &branch}, {LZMA_FILTER_DELTA, &delta}, {LZMA_FILTER_IA64, &zero}, lzma2, end},
		{{LZMA_FILTER_LZMA1, &lzma}, end}, {{LZMA_FILTER_LZMA1EXT, &lzma}, end}, {end}, {{0x55, NULL}, end},
		{{LZMA_FILTER_DELTA, NULL}, end}, {lzma2, lzma2, lzma2, lzma2, lzma2, end}};
	for (size_t f = 0; f < sizeof(flags) / sizeof(flags[0]); f++) {
		for (size_t i = 0; i < sizeof(chains) / sizeof(chains[0]); i++) {
			lzma.mode = i == 3 ? (lzma_mode)9 : LZMA_MODE_FAST;
			lzma.dict_size = i == 3 ? 4097 : 3 << 19;
			char *text = (char *)1;
			lzma_ret result = lzma_str_from_filters(&text, chains[i], flags[f], NULL);
			printf("text %x %zu: %s %s\n", flags[f], i, name_of(result), text == NULL ? "(null)" : text);
			free(text);
		}
		for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]) + 1; i++) {
			lzma_vli id = i == sizeof(ids) / sizeof(ids[0]) ? LZMA_VLI_UNKNOWN : ids[i];
			char *text = (char *)1;
			lzma_ret result = lzma_str_list_filters(&text, id, flags[f], NULL);
			printf("list %x %llx: %s %s\n", flags[f], (unsigned long long)id, name_of(result),
				text == NULL ? "(null)" : text);
			free(text);
		}
	}
	say("no text", lzma_str_from_filters(NULL, chains[0], 0, NULL));
	say("no list", lzma_str_list_filters(NULL, LZMA_VLI_UNKNOWN, 0, NULL));
}

void test_filters(void)
{
	make_text(data, sizeof(data));
	properties();
	chains();
	copies();
	update();
	update_raw();
	branches();
	texts();
}
