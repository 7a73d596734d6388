/* index.h and index_hash.h. SPDX-License-Identifier: 0BSD */
#include "suite.h"

static uint8_t bytes[200000];

static void show(const char *what, const lzma_index *i)
{
	printf("%s: streams %llu blocks %llu size %llu stream %llu total %llu file %llu uncompressed %llu checks %x"
		" memory %llu\n", what, (unsigned long long)lzma_index_stream_count(i),
		(unsigned long long)lzma_index_block_count(i), (unsigned long long)lzma_index_size(i),
		(unsigned long long)lzma_index_stream_size(i), (unsigned long long)lzma_index_total_size(i),
		(unsigned long long)lzma_index_file_size(i), (unsigned long long)lzma_index_uncompressed_size(i),
		lzma_index_checks(i), (unsigned long long)lzma_index_memused(i));
}

static void show_iterator(const lzma_index_iter *iter)
{
	printf("  stream %llu of %llu at %llu %llu sizes %llu %llu padding %llu flags %d %d",
		(unsigned long long)iter->stream.number, (unsigned long long)iter->stream.block_count,
		(unsigned long long)iter->stream.compressed_offset, (unsigned long long)iter->stream.uncompressed_offset,
		(unsigned long long)iter->stream.compressed_size, (unsigned long long)iter->stream.uncompressed_size,
		(unsigned long long)iter->stream.padding, iter->stream.flags != NULL,
		iter->stream.flags == NULL ? -1 : (int)iter->stream.flags->check);
	if (iter->stream.block_count > 0)
		printf(", block %llu %llu at %llu %llu, %llu %llu sizes %llu %llu %llu",
			(unsigned long long)iter->block.number_in_file, (unsigned long long)iter->block.number_in_stream,
			(unsigned long long)iter->block.compressed_file_offset,
			(unsigned long long)iter->block.uncompressed_file_offset,
			(unsigned long long)iter->block.compressed_stream_offset,
			(unsigned long long)iter->block.uncompressed_stream_offset,
			(unsigned long long)iter->block.uncompressed_size, (unsigned long long)iter->block.unpadded_size,
			(unsigned long long)iter->block.total_size);
	printf("\n");
}

static void walk(const char *what, const lzma_index *i)
{
	for (int mode = 0; mode < 5; mode++) {
		lzma_index_iter iter;
		printf("%s, mode %d\n", what, mode);
		lzma_index_iter_init(&iter, i);
		for (int step = 0; step < 50 && !lzma_index_iter_next(&iter, (lzma_index_iter_mode)mode); step++) {
			/* An iterator may be moved. */
			lzma_index_iter copy = iter;
			memset(&iter, 0, sizeof(iter));
			iter = copy;
			show_iterator(&iter);
		}
		lzma_index_iter_rewind(&iter);
		printf("  again %d\n", lzma_index_iter_next(&iter, (lzma_index_iter_mode)mode));
	}
	lzma_index_iter iter;
	lzma_index_iter_init(&iter, i);
	for (lzma_vli target = 0; target < lzma_index_uncompressed_size(i) + 3; target += 1 + target / 3) {
		lzma_bool end = lzma_index_iter_locate(&iter, target);
		printf("  locate %llu: %d\n", (unsigned long long)target, end);
		if (!end)
			show_iterator(&iter);
	}
}

static void add(lzma_index *i, lzma_vli unpadded, lzma_vli uncompressed)
{
	lzma_ret result = lzma_index_append(i, NULL, unpadded, uncompressed);
	if (result != LZMA_OK)
		printf("append %llx %llx: %s\n", (unsigned long long)unpadded, (unsigned long long)uncompressed,
			name_of(result));
}

static void round_trip(lzma_index *i)
{
	size_t size = 0;
	printf("encode: %s", name_of(lzma_index_buffer_encode(i, bytes, &size, sizeof(bytes))));
	printf(" %zu %08x\n", size, lzma_crc32(bytes, size, 0));
	lzma_index *back = (lzma_index *)1;
	uint64_t limit = UINT64_MAX;
	size_t read = 0;
	printf("decode: %s", name_of(lzma_index_buffer_decode(&back, &limit, NULL, bytes, &read, size)));
	printf(" %zu\n", read);
	show("back", back);
	lzma_index_end(back, NULL);
	for (size_t room = 0; room < size; room += 1 + size / 20) {
		size_t position = 0;
		lzma_ret result = lzma_index_buffer_encode(i, bytes, &position, room);
		printf("encode into %zu: %s %zu; ", room, name_of(result), position);
		read = 0;
		result = lzma_index_buffer_decode(&back, &limit, NULL, bytes, &read, room);
		printf("decode: %s %zu %d\n", name_of(result), read, back == NULL);
	}
	for (size_t at = 0; at < size; at += 1 + size / 40) {
		bytes[at] ^= 0x10;
		read = 0;
		lzma_ret result = lzma_index_buffer_decode(&back, &limit, NULL, bytes, &read, size);
		printf("damaged at %zu: %s %zu %d\n", at, name_of(result), read, back == NULL);
		bytes[at] ^= 0x10;
	}
	limit = 1;
	read = 0;
	lzma_ret result = lzma_index_buffer_decode(&back, &limit, NULL, bytes, &read, size);
	printf("limit: %s %llu %zu\n", name_of(result), (unsigned long long)limit, read);

	lzma_stream stream = LZMA_STREAM_INIT;
	size_t written = 0;
	static uint8_t again[200000];
	say("encoder", lzma_index_encoder(&stream, i));
	say("encode", code_all(&stream, NULL, 0, 1, again, sizeof(again), 7, &written, LZMA_RUN));
	printf("same %d\n", written == size && memcmp(bytes, again, size) == 0);
	back = (lzma_index *)1;
	say("decoder", lzma_index_decoder(&stream, &back, 10));
	printf("null %d usage %llu\n", back == NULL, (unsigned long long)lzma_memusage(&stream));
	result = code_all(&stream, bytes, size, 3, again, 1, 1, &written, LZMA_RUN);
	printf("limit: %s %llu in %llu\n", name_of(result), (unsigned long long)lzma_memusage(&stream),
		(unsigned long long)stream.total_in);
	say("limit right", lzma_memlimit_set(&stream, lzma_memusage(&stream)));
	say("decode", code_all(&stream, bytes + stream.total_in, size - (size_t)stream.total_in, 3, again, 1, 1, &written,
		LZMA_FINISH));
	show("back", back);
	lzma_index_end(back, NULL);
	lzma_end(&stream);
}

static void lists(void)
{
	lzma_index *i = lzma_index_init(NULL);
	show("empty", i);
	walk("empty", i);
	round_trip(i);
	add(i, 4, 1);
	add(i, 5, 0);
	add(i, LZMA_VLI_MAX, 0);
	add(i, LZMA_VLI_MAX - 3, 1);
	add(i, 100, LZMA_VLI_MAX + 1);
	add(i, 100, LZMA_VLI_MAX);
	add(i, 39, 10);
	add(i, 57, 0);
	add(i, 81, 300);
	show("four", i);
	say("padding 3", lzma_index_stream_padding(i, 3));
	say("padding 4", lzma_index_stream_padding(i, 4));
	say("padding too large", lzma_index_stream_padding(i, LZMA_VLI_MAX - 3));
	say("padding of NULL", lzma_index_stream_padding(NULL, 4));
	lzma_stream_flags flags = {.version = 0, .check = LZMA_CHECK_CRC64, .backward_size = LZMA_VLI_UNKNOWN};
	say("flags", lzma_index_stream_flags(i, &flags));
	flags.version = 1;
	say("newer flags", lzma_index_stream_flags(i, &flags));
	say("no flags", lzma_index_stream_flags(i, NULL));
	show("with flags", i);

	lzma_index *other = lzma_index_init(NULL);
	flags.version = 0;
	flags.check = LZMA_CHECK_SHA256;
	say("flags", lzma_index_stream_flags(other, &flags));
	lzma_index_iter iter;
	lzma_index_iter_init(&iter, i);
	printf("next %d\n", lzma_index_iter_next(&iter, LZMA_INDEX_ITER_BLOCK));
	say("cat", lzma_index_cat(i, other, NULL));
	show("two", i);
	other = lzma_index_init(NULL);
	for (int n = 0; n < 6; n++)
		add(other, 100 + (lzma_vli)n, 50 * (lzma_vli)n);
	lzma_ret joined = lzma_index_cat(i, other, NULL);
	say("cat", joined);
	if (joined != LZMA_OK)
		lzma_index_end(other, NULL);
	show("three", i);
	while (!lzma_index_iter_next(&iter, LZMA_INDEX_ITER_NONEMPTY_BLOCK))
		show_iterator(&iter);
	walk("three", i);
	round_trip(i);
	say("cat with NULL", lzma_index_cat(i, NULL, NULL));
	lzma_index *copy = lzma_index_dup(i, NULL);
	lzma_index_end(i, NULL);
	printf("copy: %llu %llu\n", (unsigned long long)lzma_index_block_count(copy),
		(unsigned long long)lzma_index_file_size(copy));
	walk("copy", copy);
	add(copy, 10, 20);
	walk("copy and one", copy);
	lzma_index_end(copy, NULL);
	lzma_index_end(NULL, NULL);

	/* More than fit into one group. */
	i = lzma_index_init(NULL);
	for (lzma_vli n = 0; n < 5000; n++)
		add(i, 20 + n % 7, n % 3);
	show("many", i);
	round_trip(i);
	lzma_vli sum = 0;
	lzma_index_iter_init(&iter, i);
	while (!lzma_index_iter_next(&iter, LZMA_INDEX_ITER_NONEMPTY_BLOCK))
		sum += iter.block.number_in_file * iter.block.compressed_file_offset;
	printf("sum %llu\n", (unsigned long long)sum);
	sum = 0;
	for (lzma_vli target = 0; !lzma_index_iter_locate(&iter, target); target += 5)
		sum += iter.block.number_in_file + iter.block.uncompressed_file_offset;
	printf("sum %llu\n", (unsigned long long)sum);
	lzma_index_end(i, NULL);
}

static void hash(void)
{
	lzma_index *i = lzma_index_init(NULL);
	lzma_index_hash *h = lzma_index_hash_init(NULL, NULL);
	printf("hash size %llu\n", (unsigned long long)lzma_index_hash_size(h));
	for (lzma_vli n = 0; n < 40; n++) {
		add(i, 20 + n * n, n * 1000);
		lzma_ret result = lzma_index_hash_append(h, 20 + n * n, n * 1000);
		if (result != LZMA_OK)
			say("hash append", result);
	}
	say("hash append 4", lzma_index_hash_append(h, 4, 1));
	say("hash append too large", lzma_index_hash_append(h, 10, LZMA_VLI_MAX + 1));
	printf("hash size %llu %llu\n", (unsigned long long)lzma_index_hash_size(h),
		(unsigned long long)lzma_index_size(i));
	size_t size = 0;
	say("encode", lzma_index_buffer_encode(i, bytes, &size, sizeof(bytes)));
	size_t position = 0;
	say("hash of nothing", lzma_index_hash_decode(h, bytes, &position, 0));
	for (size_t end = 7; end < size; end += 50) {
		lzma_ret result = lzma_index_hash_decode(h, bytes, &position, end);
		printf("hash to %zu: %s %zu\n", end, name_of(result), position);
	}
	say("hash append while it decodes", lzma_index_hash_append(h, 20, 1));
	say("hash to the end", lzma_index_hash_decode(h, bytes, &position, size));
	printf("at %zu of %zu\n", position, size);
	for (int wrong = 0; wrong < 3; wrong++) {
		h = lzma_index_hash_init(h, NULL);
		for (lzma_vli n = 0; n < 40 + (wrong == 1); n++)
			if (lzma_index_hash_append(h, 20 + n * n + (wrong == 2 && n == 7), n * 1000) != LZMA_OK)
				abort();
		position = 0;
		say("hash", lzma_index_hash_decode(h, bytes, &position, size));
	}
	lzma_index_hash_end(h, NULL);
	lzma_index_hash_end(NULL, NULL);
	lzma_index_end(i, NULL);
}

static void file_info(const uint8_t *file, size_t size, size_t piece, uint64_t told, uint64_t limit)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_index *i = NULL;
	say("file info", lzma_file_info_decoder(&stream, &i, limit, told));
	int seeks = 0;
	size_t position = 0;
	lzma_ret result = LZMA_OK;
	for (int rounds = 0; rounds < 10000; rounds++) {
		if (stream.avail_in == 0) {
			size_t more = size - position < piece ? size - position : piece;
			stream.next_in = file + position;
			stream.avail_in = more;
			position += more;
		}
		result = lzma_code(&stream, position == size ? LZMA_FINISH : LZMA_RUN);
		if (result == LZMA_SEEK_NEEDED) {
			seeks++;
			if (stream.seek_pos > size) {
				printf("seek behind the end\n");
				break;
			}
			position = (size_t)stream.seek_pos;
			stream.avail_in = 0;
		} else if (result == LZMA_MEMLIMIT_ERROR && rounds < 9000) {
			printf("limit\n");
			say("raise", lzma_memlimit_set(&stream, UINT64_MAX));
			rounds = 9000;
		} else if (result != LZMA_OK) {
			break;
		}
	}
	printf("file info %zu: %s, seeks %d\n", piece, name_of(result), seeks > 0);
	if (i != NULL) {
		show("file", i);
		walk("file", i);
	}
	lzma_index_end(i, NULL);
	lzma_end(&stream);
}

static void files(void)
{
	static uint8_t data[500];
	static uint8_t file[4000];
	make_text(data, sizeof(data));
	size_t size = make_stored_file(file, sizeof(file), data, 100, LZMA_CHECK_CRC32);
	file_info(file, size, size, size, UINT64_MAX);
	memset(file + size, 0, 8);
	size += 8;
	size += make_stored_file(file + size, sizeof(file) - size, data, 400, LZMA_CHECK_SHA256);
	size += make_stored_file(file + size, sizeof(file) - size, data, 0, LZMA_CHECK_NONE);
	file_info(file, size, size, size, UINT64_MAX);
	file_info(file, size, 64, size, UINT64_MAX);
	file_info(file, size, size, size - 1, UINT64_MAX);
	file_info(file, size, size, size - 4, UINT64_MAX);
	file_info(file, size, size, 11, UINT64_MAX);
	file_info(data, 500, 500, 500, UINT64_MAX);
	file[size - 1] ^= 1;
	file_info(file, size, size, size, UINT64_MAX);
	lzma_stream stream = LZMA_STREAM_INIT;
	say("no place", lzma_file_info_decoder(&stream, NULL, 1, 100));
	say("no place", lzma_index_decoder(&stream, NULL, 1));
	say("no list", lzma_index_encoder(&stream, NULL));
	lzma_end(&stream);
}

void test_index(void)
{
	lists();
	hash();
	files();
}
