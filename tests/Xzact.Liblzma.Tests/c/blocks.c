/* block.h and stream_flags.h. SPDX-License-Identifier: 0BSD */
#include "suite.h"

static uint8_t data[3000];
static uint8_t out[8192];
static uint8_t back[4000];

static void flags(void)
{
	uint8_t header[LZMA_STREAM_HEADER_SIZE];
	for (int check = 0; check < 18; check++) {
		lzma_stream_flags options = {.version = 0, .check = (lzma_check)check, .backward_size = 16};
		lzma_stream_flags read = {.version = 9};
		memset(header, 0, sizeof(header));
		lzma_ret result = lzma_stream_header_encode(&options, header);
		printf("header %d: %s", check, name_of(result));
		if (result != LZMA_OK) {
			printf(", footer %s\n", name_of(lzma_stream_footer_encode(&options, header)));
			continue;
		}
		printf(" %08x", lzma_crc32(header, sizeof(header), 0));
		printf(" %s %u %d %llx\n", name_of(lzma_stream_header_decode(&read, header)), read.version, (int)read.check,
			(unsigned long long)read.backward_size);
		printf("footer %d: %s", check, name_of(lzma_stream_footer_encode(&options, header)));
		printf(" %08x", lzma_crc32(header, sizeof(header), 0));
		printf(" %s %u %d %llx\n", name_of(lzma_stream_footer_decode(&read, header)), read.version, (int)read.check,
			(unsigned long long)read.backward_size);
	}
	static const lzma_vli sizes[] = {0, 1, 4, 5, 8, LZMA_BACKWARD_SIZE_MAX - 4, LZMA_BACKWARD_SIZE_MAX,
		LZMA_BACKWARD_SIZE_MAX + 4, LZMA_VLI_UNKNOWN};
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		lzma_stream_flags options = {.version = 0, .check = LZMA_CHECK_CRC32, .backward_size = sizes[i]};
		lzma_stream_flags other = {.version = 0, .check = LZMA_CHECK_CRC32, .backward_size = 8};
		printf("backward size %llx: %s, compare %s\n", (unsigned long long)sizes[i],
			name_of(lzma_stream_footer_encode(&options, header)), name_of(lzma_stream_flags_compare(&options, &other)));
	}
	lzma_stream_flags newer = {.version = 1, .check = LZMA_CHECK_CRC32, .backward_size = 8};
	lzma_stream_flags plain = {.version = 0, .check = LZMA_CHECK_CRC32, .backward_size = 8};
	lzma_stream_flags other = {.version = 0, .check = LZMA_CHECK_CRC64, .backward_size = 8};
	say("newer header", lzma_stream_header_encode(&newer, header));
	say("newer footer", lzma_stream_footer_encode(&newer, header));
	say("newer compared", lzma_stream_flags_compare(&plain, &newer));
	say("checks compared", lzma_stream_flags_compare(&plain, &other));
	for (size_t at = 0; at < sizeof(header); at++)
		for (int footer = 0; footer < 2; footer++) {
			if ((footer ? lzma_stream_footer_encode(&plain, header) : lzma_stream_header_encode(&plain, header))
					!= LZMA_OK)
				abort();
			header[at] ^= 0x40;
			lzma_stream_flags read;
			printf("damaged %d %zu: %s\n", footer, at, name_of(footer ? lzma_stream_footer_decode(&read, header)
				: lzma_stream_header_decode(&read, header)));
		}
}

static void show(const lzma_block *block)
{
	printf("block version %u header %u check %d sizes %llx %llx unpadded %llx total %llx\n", block->version,
		block->header_size, (int)block->check, (unsigned long long)block->compressed_size,
		(unsigned long long)block->uncompressed_size, (unsigned long long)lzma_block_unpadded_size(block),
		(unsigned long long)lzma_block_total_size(block));
}

static void headers(void)
{
	lzma_options_lzma lzma;
	if (lzma_lzma_preset(&lzma, 6))
		abort();
	lzma_options_bcj branch = {.start_offset = 16};
	lzma_options_delta delta = {.type = LZMA_DELTA_TYPE_BYTE, .dist = 3};
	lzma_filter filters[] = {{LZMA_FILTER_X86, NULL}, {LZMA_FILTER_ARM, &branch}, {LZMA_FILTER_DELTA, &delta},
		{LZMA_FILTER_LZMA2, &lzma}, {LZMA_VLI_UNKNOWN, NULL}, {LZMA_VLI_UNKNOWN, NULL}};
	static const lzma_vli sizes[] = {LZMA_VLI_UNKNOWN, 0, 1, 100, 1 << 20, LZMA_VLI_MAX, LZMA_VLI_MAX + 1};
	uint8_t header[LZMA_BLOCK_HEADER_SIZE_MAX];
	for (size_t first = 0; first < 5; first++)
		for (size_t i = 0; i < 7; i++)
			for (size_t j = 0; j < 7; j += 2) {
				lzma_block block = {.version = 1, .check = LZMA_CHECK_CRC32, .compressed_size = sizes[i],
					.uncompressed_size = sizes[j], .filters = filters + first};
				lzma_ret result = lzma_block_header_size(&block);
				printf("header %zu %zu %zu: %s ", first, i, j, name_of(result));
				show(&block);
				if (result != LZMA_OK)
					continue;
				memset(header, 0xEE, sizeof(header));
				printf("encode: %s", name_of(lzma_block_header_encode(&block, header)));
				printf(" %08x\n", lzma_crc32(header, block.header_size, 0));
				lzma_filter read[LZMA_FILTERS_MAX + 1];
				lzma_block other = {.version = 2, .check = LZMA_CHECK_CRC32, .header_size = block.header_size,
					.filters = read, .ignore_check = 1};
				result = lzma_block_header_decode(&other, NULL, header);
				printf("decode: %s %d ", name_of(result), other.ignore_check);
				show(&other);
				for (int f = 0; f <= LZMA_FILTERS_MAX; f++)
					printf("%llx %d, ", (unsigned long long)read[f].id, read[f].options != NULL);
				printf("\n");
				lzma_filters_free(read, NULL);
				if (i != 3 || j != 4)
					continue;
				for (size_t at = 0; at < block.header_size; at++)
					for (int fixed = 0; fixed < 2; fixed++) {
						uint8_t copy[LZMA_BLOCK_HEADER_SIZE_MAX];
						memcpy(copy, header, sizeof(copy));
						copy[at] ^= 0x04;
						uint32_t crc = lzma_crc32(copy, block.header_size - 4, 0);
						for (int b = 0; b < 4 && fixed; b++)
							copy[block.header_size - 4 + b] = (uint8_t)(crc >> (8 * b));
						other.header_size = block.header_size;
						result = lzma_block_header_decode(&other, NULL, copy);
						printf("damaged %zu %d: %s %d\n", at, fixed, name_of(result), read[0].id == LZMA_VLI_UNKNOWN);
						lzma_filters_free(read, NULL);
					}
			}
	lzma_block block = {.version = 2, .check = LZMA_CHECK_CRC32, .filters = filters};
	say("newer", lzma_block_header_size(&block));
	block.version = 0;
	block.compressed_size = block.uncompressed_size = LZMA_VLI_UNKNOWN;
	block.filters = NULL;
	say("no filters", lzma_block_header_size(&block));
	block.filters = filters + 4;
	say("empty filters", lzma_block_header_size(&block));
	block.filters = filters + 3;
	say("right", lzma_block_header_size(&block));
	say("unpadded size too small", lzma_block_compressed_size(&block, 10));
	say("unpadded size", lzma_block_compressed_size(&block, 100));
	show(&block);
	say("another unpadded size", lzma_block_compressed_size(&block, 101));
	say("the same", lzma_block_compressed_size(&block, 100));
	block.check = (lzma_check)16;
	say("check 16", lzma_block_compressed_size(&block, 100));
	show(&block);
}

static void coders(lzma_check check, bool with_sizes)
{
	lzma_options_lzma lzma;
	if (lzma_lzma_preset(&lzma, 1))
		abort();
	lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &lzma}, {LZMA_VLI_UNKNOWN, NULL}};
	lzma_block block = {.version = 1, .check = check, .compressed_size = LZMA_VLI_UNKNOWN,
		.uncompressed_size = LZMA_VLI_UNKNOWN, .filters = filters};
	lzma_stream stream = LZMA_STREAM_INIT;
	size_t size = 0;
	printf("coders %d %d\n", (int)check, with_sizes);
	say("header size", lzma_block_header_size(&block));
	lzma_ret result = lzma_block_encoder(&stream, &block);
	say("encoder", result);
	if (result != LZMA_OK) {
		lzma_end(&stream);
		return;
	}
	result = code_all(&stream, data, 2000, 77, out, sizeof(out), 50, &size, LZMA_FINISH);
	printf("encode: %s %d %d %llu check %08x\n", name_of(result), size == (size_t)(lzma_block_total_size(&block)
		- block.header_size), (size & 3) == 0, (unsigned long long)block.uncompressed_size,
		lzma_crc32(block.raw_check, lzma_check_size(check), 0));
	lzma_block other = block;
	memset(other.raw_check, 0, sizeof(other.raw_check));
	if (!with_sizes)
		other.compressed_size = other.uncompressed_size = LZMA_VLI_UNKNOWN;
	say("decoder", lzma_block_decoder(&stream, &other));
	size_t written = 0;
	result = code_all(&stream, out, size, 33, back, sizeof(back), 44, &written, LZMA_RUN);
	printf("decode: %s %d sizes %d %d check %08x\n", name_of(result), written == 2000 && memcmp(back, data, 2000) == 0,
		other.compressed_size == block.compressed_size, other.uncompressed_size == block.uncompressed_size,
		lzma_crc32(other.raw_check, lzma_check_size(check), 0));
	for (int wrong = 0; wrong < 6; wrong++) {
		other = block;
		size_t read = 0;
		written = 0;
		size_t room = sizeof(back);
		size_t given = size;
		if (wrong == 1)
			other.compressed_size++;
		else if (wrong == 2)
			other.uncompressed_size--;
		else if (wrong == 3)
			room = 1999;
		else if (wrong == 4)
			given--;
		else if (wrong == 5)
			out[size - 1] ^= 1;
		result = lzma_block_buffer_decode(&other, NULL, out, &read, given, back, &written, room);
		printf("wrong %d: %s %d %zu\n", wrong, name_of(result), read == size, written);
		if (wrong == 5) {
			other = block;
			other.ignore_check = 1;
			result = lzma_block_buffer_decode(&other, NULL, out, &read, given, back, &written, room);
			printf("ignored: %s %zu\n", name_of(result), written);
			other.version = 0;
			read = written = 0;
			result = lzma_block_buffer_decode(&other, NULL, out, &read, given, back, &written, room);
			printf("ignored in version 0: %s %zu\n", name_of(result), written);
		}
	}
	lzma_end(&stream);
}

/* Chains that no Block Header can tell of are coded all the same; filters change as in raw data. */
static void chains_without_header(void)
{
	lzma_options_lzma lzma;
	if (lzma_lzma_preset(&lzma, 1))
		abort();
	lzma_options_lzma sized = lzma;
	sized.ext_flags = 0;
	sized.ext_size_low = 2000;
	sized.ext_size_high = 0;
	lzma_filter chains[][3] = {
		{{LZMA_FILTER_LZMA2, &lzma}, {LZMA_VLI_UNKNOWN, NULL}},
		{{LZMA_FILTER_X86, NULL}, {LZMA_FILTER_LZMA2, &lzma}, {LZMA_VLI_UNKNOWN, NULL}},
		{{LZMA_FILTER_LZMA1, &lzma}, {LZMA_VLI_UNKNOWN, NULL}},
		{{LZMA_FILTER_ARM, NULL}, {LZMA_FILTER_LZMA1, &lzma}, {LZMA_VLI_UNKNOWN, NULL}},
		{{LZMA_FILTER_LZMA1EXT, &sized}, {LZMA_VLI_UNKNOWN, NULL}},
		{{LZMA_FILTER_X86, NULL}, {LZMA_VLI_UNKNOWN, NULL}},
		{{LZMA_VLI_UNKNOWN, NULL}},
	};
	for (size_t i = 0; i < sizeof(chains) / sizeof(chains[0]); i++) {
		lzma_stream stream = LZMA_STREAM_INIT;
		lzma_block block = {.version = 1, .header_size = 12, .check = LZMA_CHECK_CRC64,
			.compressed_size = LZMA_VLI_UNKNOWN, .uncompressed_size = LZMA_VLI_UNKNOWN, .filters = chains[i]};
		printf("chain %zu: header size %s, ", i, name_of(lzma_block_header_size(&block)));
		block.header_size = 12;
		lzma_ret result = lzma_block_encoder(&stream, &block);
		printf("encoder %s\n", name_of(result));
		if (result == LZMA_OK) {
			say("update", lzma_filters_update(&stream, chains[i]));
			say("update to another", lzma_filters_update(&stream, chains[i == 2 ? 0 : 2]));
			size_t size = 0;
			result = code_all(&stream, data, 2000, 77, out, sizeof(out), 50, &size, LZMA_FINISH);
			printf("encode: %s, %s\n", name_of(result),
				block.compressed_size == LZMA_VLI_UNKNOWN ? "no size" : size % 4 == 0 ? "whole" : "odd");
			if (result == LZMA_STREAM_END) {
				size_t written = 0;
				lzma_block other = block;
				say("decoder", lzma_block_decoder(&stream, &other));
				result = code_all(&stream, out, size, 33, back, sizeof(back), 44, &written, LZMA_RUN);
				printf("decode: %s %d\n", name_of(result), written == 2000 && memcmp(back, data, 2000) == 0);
			}
		}
		lzma_block other = {.version = 1, .header_size = 12, .check = LZMA_CHECK_CRC64,
			.compressed_size = LZMA_VLI_UNKNOWN, .uncompressed_size = LZMA_VLI_UNKNOWN, .filters = chains[i]};
		say("decoder alone", lzma_block_decoder(&stream, &other));
		lzma_end(&stream);
	}
}

static void buffers(void)
{
	lzma_options_lzma lzma;
	if (lzma_lzma_preset(&lzma, 1))
		abort();
	lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &lzma}, {LZMA_VLI_UNKNOWN, NULL}};
	static const size_t sizes[] = {0, 1, 2, 3000};
	for (size_t i = 0; i < 4; i++)
		for (size_t start = 0; start < 3; start++) {
			lzma_block block = {.version = 0, .check = LZMA_CHECK_SHA256, .filters = filters};
			size_t position = start;
			lzma_ret result = lzma_block_uncomp_encode(&block, data, sizes[i], out, &position, sizeof(out));
			printf("stored %zu: %s %zu %08x ", sizes[i], name_of(result), position - start,
				lzma_crc32(out + start, position - start, 0));
			show(&block);
			position = start;
			result = lzma_block_buffer_encode(&block, NULL, data, sizes[i], out, &position, sizeof(out));
			printf("encoded: %s %d %d\n", name_of(result), position - start == lzma_block_total_size(&block),
				block.filters == filters);
			for (size_t room = 0; room < 120; room += 9) {
				position = start;
				lzma_block other = {.version = 0, .check = LZMA_CHECK_CRC32};
				result = lzma_block_uncomp_encode(&other, data, sizes[i], out, &position, start + room);
				printf("room %zu: %s %zu\n", room, name_of(result), position - start);
			}
		}
	lzma_block block = {.version = 2};
	size_t position = 0;
	say("newer", lzma_block_uncomp_encode(&block, data, 1, out, &position, sizeof(out)));
	block.version = 0;
	block.check = (lzma_check)3;
	say("check 3", lzma_block_uncomp_encode(&block, data, 1, out, &position, sizeof(out)));
	block.check = (lzma_check)16;
	say("check 16", lzma_block_uncomp_encode(&block, data, 1, out, &position, sizeof(out)));
	block.check = LZMA_CHECK_CRC32;
	say("no filters", lzma_block_buffer_encode(&block, NULL, data, 1, out, &position, sizeof(out)));
	say("null", lzma_block_uncomp_encode(NULL, data, 1, out, &position, sizeof(out)));
}

void test_blocks(void)
{
	make_text(data, sizeof(data));
	flags();
	headers();
	static const lzma_check checks[] = {LZMA_CHECK_NONE, LZMA_CHECK_CRC32, LZMA_CHECK_CRC64, LZMA_CHECK_SHA256,
		(lzma_check)3, (lzma_check)16};
	for (size_t i = 0; i < 6; i++)
		for (int with_sizes = 0; with_sizes < 2; with_sizes++)
			coders(checks[i], with_sizes != 0);
	chains_without_header();
	buffers();
}
