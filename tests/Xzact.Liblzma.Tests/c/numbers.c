/* version.h, check.h, vli.h, hardware.h, and memory usage. SPDX-License-Identifier: 0BSD */
#include "suite.h"

static void vli(void)
{
	static const lzma_vli values[] = {0, 1, 127, 128, 16383, 16384, UINT32_MAX, LZMA_VLI_MAX, LZMA_VLI_MAX + 1,
		LZMA_VLI_UNKNOWN};
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		uint8_t bytes[16] = {0};
		size_t size = 0;
		lzma_vli back = 0;
		size_t read = 0;
		lzma_ret encoded = lzma_vli_encode(values[i], NULL, bytes, &size, sizeof(bytes));
		lzma_ret decoded = lzma_vli_decode(&back, NULL, bytes, &read, size);
		printf("vli %llx: size %u, encode %s %zu, decode %s %zu %llx\n", (unsigned long long)values[i],
			lzma_vli_size(values[i]), name_of(encoded), size, name_of(decoded), read, (unsigned long long)back);
	}

	/* Byte by byte. */
	uint8_t bytes[16] = {0};
	size_t position = 0;
	size_t written = 0;
	for (size_t room = 0; room < 6; room++) {
		lzma_ret result = lzma_vli_encode(1u << 28, &position, bytes, &written, room);
		printf("vli piece to %zu: %s %zu %zu\n", room, name_of(result), position, written);
	}
	lzma_vli value = 99;
	position = 0;
	size_t read = 0;
	for (size_t end = 0; end < 7; end++) {
		lzma_ret result = lzma_vli_decode(&value, &position, bytes, &read, end);
		printf("vli piece from %zu: %s %zu %zu %llx\n", end, name_of(result), position, read,
			(unsigned long long)value);
	}

	/* Forms that are not allowed. */
	static const uint8_t bad[][10] = {{0x80, 0x00}, {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01},
		{0x81}};
	for (size_t i = 0; i < 3; i++) {
		size_t at = 0;
		printf("vli bad %zu: %s", i, name_of(lzma_vli_decode(&value, NULL, bad[i], &at, i == 2 ? 1 : 10)));
		printf(" at %zu\n", at);
	}
	position = 9;
	read = 0;
	say("vli position too large", lzma_vli_decode(&value, &position, bytes, &read, 5));
	position = 9;
	written = 0;
	say("vli encode position too large", lzma_vli_encode(1, &position, bytes, &written, 5));
	written = 0;
	say("vli no room", lzma_vli_encode(128, NULL, bytes, &written, 1));
	read = 5;
	say("vli no input", lzma_vli_decode(&value, NULL, bytes, &read, 5));
}

static void checks(void)
{
	uint8_t data[4096];
	make_noise(data, sizeof(data));
	for (int check = -1; check < 18; check++)
		printf("check %d: %d %u\n", check, lzma_check_is_supported((lzma_check)check),
			lzma_check_size((lzma_check)check));
	for (size_t size = 0; size < 300; size += 37)
		printf("crc of %zu: %08x %016llx\n", size, lzma_crc32(data, size, 0),
			(unsigned long long)lzma_crc64(data, size, 0));
	uint32_t whole32 = lzma_crc32(data, sizeof(data), 0);
	uint64_t whole64 = lzma_crc64(data, sizeof(data), 0);
	bool same = true;
	for (size_t cut = 0; cut <= sizeof(data); cut += 13) {
		same = same && lzma_crc32(data + cut, sizeof(data) - cut, lzma_crc32(data, cut, 0)) == whole32;
		same = same && lzma_crc64(data + cut, sizeof(data) - cut, lzma_crc64(data, cut, 0)) == whole64;
	}
	printf("crc in pieces: %d\n", same);
}

static void bounds(void)
{
	static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 1 << 20, SIZE_MAX / 2, SIZE_MAX};
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		printf("bound of %zx: %zx %zx\n", sizes[i], lzma_stream_buffer_bound(sizes[i]),
			lzma_block_buffer_bound(sizes[i]));
}

static void memory_usage(void)
{
	for (uint32_t level = 0; level <= 11; level++)
		for (uint32_t extreme = 0; extreme < 2; extreme++) {
			uint32_t preset = level | (extreme ? LZMA_PRESET_EXTREME : 0);
			uint64_t encoder = lzma_easy_encoder_memusage(preset);
			uint64_t decoder = lzma_easy_decoder_memusage(preset);

			/* lzma.h says UINT64_MAX for what is no preset; liblzma 5.8.3 returns UINT32_MAX. */
			if (encoder >= UINT32_MAX && decoder >= UINT32_MAX)
				printf("memory of preset %u%s: none\n", level, extreme ? "e" : "");
			else
				printf("memory of preset %u%s: %llu %llu\n", level, extreme ? "e" : "",
					(unsigned long long)encoder, (unsigned long long)decoder);
		}
	for (uint32_t threads = 0; threads < 5; threads++) {
		lzma_mt options = {.threads = threads, .preset = 1, .check = LZMA_CHECK_CRC32};
		printf("memory of %u threads: %llu", threads, (unsigned long long)lzma_stream_encoder_mt_memusage(&options));
		options.block_size = 1 << 20;
		printf(" %llu\n", (unsigned long long)lzma_stream_encoder_mt_memusage(&options));
	}
	static const lzma_vli counts[][2] = {{1, 0}, {1, 1}, {1, 512}, {1, 513}, {2, 1000}, {0, 0}, {1, LZMA_VLI_MAX},
		{UINT32_MAX, 1}, {1ull << 32, 1}, {1, LZMA_VLI_UNKNOWN}};
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		printf("memory of list %llx %llx: %llu\n", (unsigned long long)counts[i][0], (unsigned long long)counts[i][1],
			(unsigned long long)lzma_index_memusage(counts[i][0], counts[i][1]));
}

void test_numbers(void)
{
	printf("version: %u %s\n", lzma_version_number() / 10000000, lzma_version_string()[0] == '5' ? "5" : "other");
	printf("physmem: %d, threads: %d\n", lzma_physmem() > 1 << 20, lzma_cputhreads() > 0);
	vli();
	checks();
	bounds();
	memory_usage();
	for (int i = 0; i < 0x16; i++)
		printf("finder %d: %d, mode: %d\n", i, lzma_mf_is_supported((lzma_match_finder)i),
			lzma_mode_is_supported((lzma_mode)i));
	for (uint32_t level = 0; level < 12; level++) {
		lzma_options_lzma options;
		memset(&options, 0xEE, sizeof(options));
		lzma_bool bad = lzma_lzma_preset(&options, level | (level & 1 ? LZMA_PRESET_EXTREME : 0));
		printf("preset %u: %d", level, bad);
		if (!bad)
			printf(" %u %d %u %u %u %u %d %u %x %u ext %x", options.dict_size, options.preset_dict == NULL,
				options.preset_dict_size, options.lc, options.lp, options.pb, (int)options.mode, options.nice_len,
				(unsigned)options.mf, options.depth, options.ext_flags);
		printf("\n");
	}
}
