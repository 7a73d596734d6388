/* base.h: the order of calls. SPDX-License-Identifier: 0BSD */
#include "suite.h"

static uint8_t data[1000];
static uint8_t file[4096];
static uint8_t out[8192];
static size_t file_size;

static void order_of_decoding(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_stream none = LZMA_STREAM_INIT;
	say("code without coder", lzma_code(&none, LZMA_RUN));
	lzma_end(&none);
	lzma_end(NULL);
	printf("memory of nothing: %llu %llu\n", (unsigned long long)lzma_memusage(&none),
		(unsigned long long)lzma_memlimit_get(&none));
	say("limit of nothing", lzma_memlimit_set(&none, 1));
	say("init of NULL", lzma_stream_decoder(NULL, UINT64_MAX, 0));
	say("init", lzma_stream_decoder(&stream, UINT64_MAX, 0));
	stream.avail_in = 1;
	say("no pointer to input", lzma_code(&stream, LZMA_RUN));
	stream.avail_in = 0;
	stream.avail_out = 1;
	say("no pointer to output", lzma_code(&stream, LZMA_RUN));
	stream.next_out = out;
	stream.avail_out = sizeof(out);
	for (int action = 0; action < 7; action++)
		if (action != LZMA_RUN && action != LZMA_FINISH) {
			printf("action %d: %s\n", action, name_of(lzma_code(&stream, (lzma_action)action)));
		}
	stream.reserved_int2 = 1;
	say("reserved member", lzma_code(&stream, LZMA_RUN));
	stream.reserved_int2 = 0;
	stream.reserved_ptr3 = out;
	say("reserved pointer", lzma_code(&stream, LZMA_RUN));
	stream.reserved_ptr3 = NULL;
	say("nothing, first", lzma_code(&stream, LZMA_RUN));
	say("nothing, second", lzma_code(&stream, LZMA_RUN));
	say("nothing, third", lzma_code(&stream, LZMA_RUN));
	stream.next_in = file;
	stream.avail_in = 20;
	say("some", lzma_code(&stream, LZMA_RUN));
	say("nothing again", lzma_code(&stream, LZMA_RUN));
	stream.avail_in = 10;
	say("finish too early", lzma_code(&stream, LZMA_FINISH));
	stream.avail_in = 11;
	say("more after finish", lzma_code(&stream, LZMA_FINISH));
	stream.avail_in = 0;
	say("another action after finish", lzma_code(&stream, LZMA_RUN));
	say("finish again", lzma_code(&stream, LZMA_FINISH));
	say("and again", lzma_code(&stream, LZMA_FINISH));
	printf("total: %llu %llu\n", (unsigned long long)stream.total_in, (unsigned long long)stream.total_out);
	say("init again", lzma_stream_decoder(&stream, UINT64_MAX, 0));
	printf("total: %llu %llu\n", (unsigned long long)stream.total_in, (unsigned long long)stream.total_out);
	stream.next_in = file;
	stream.avail_in = file_size;
	stream.next_out = out;
	stream.avail_out = sizeof(out);
	say("whole file", lzma_code(&stream, LZMA_RUN));
	printf("left: %zu %zu, same %d\n", stream.avail_in, stream.avail_out, memcmp(out, data, sizeof(data)) == 0);
	say("after the end", lzma_code(&stream, LZMA_RUN));
	say("after the end, finish", lzma_code(&stream, LZMA_FINISH));
	say("after the end, flush", lzma_code(&stream, LZMA_SYNC_FLUSH));
	lzma_end(&stream);
	printf("internal: %d\n", stream.internal == NULL);
	lzma_end(&stream);
	say("after lzma_end", lzma_code(&stream, LZMA_RUN));
}

static void failure_is_told_once(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	file[30] ^= 1;
	say("init", lzma_stream_decoder(&stream, UINT64_MAX, 0));
	size_t size;
	say("damaged", code_all(&stream, file, file_size, 7, out, sizeof(out), 11, &size, LZMA_FINISH));
	stream.avail_in = 0;
	stream.next_in = NULL;
	say("again", lzma_code(&stream, LZMA_RUN));
	say("again, finish", lzma_code(&stream, LZMA_FINISH));
	file[30] ^= 1;
	say("init after a failure", lzma_stream_decoder(&stream, UINT64_MAX, 0));
	say("whole", code_all(&stream, file, file_size, 7, out, sizeof(out), 11, &size, LZMA_FINISH));
	printf("size %zu\n", size);
	say("bad flags", lzma_stream_decoder(&stream, UINT64_MAX, 0x40));
	printf("internal after a failed init: %d\n", stream.internal == NULL);
	lzma_end(&stream);
}

static void order_of_encoding(void)
{
	static const lzma_action flushes[] = {LZMA_SYNC_FLUSH, LZMA_FULL_FLUSH, LZMA_FULL_BARRIER};
	for (size_t i = 0; i < 3; i++) {
		lzma_stream stream = LZMA_STREAM_INIT;
		printf("flush %d\n", (int)flushes[i]);
		say("init", lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC32));
		stream.next_in = data;
		stream.avail_in = 500;
		stream.next_out = out;
		stream.avail_out = 20;
		say("flush into 20 bytes", lzma_code(&stream, flushes[i]));
		stream.avail_out = sizeof(out) - 20;
		say("run instead", lzma_code(&stream, LZMA_RUN));
		say("flush", lzma_code(&stream, flushes[i]));
		say("empty flush", lzma_code(&stream, flushes[i]));
		say("empty run", lzma_code(&stream, LZMA_RUN));
		say("empty run", lzma_code(&stream, LZMA_RUN));
		stream.avail_in = 500;
		say("run", lzma_code(&stream, LZMA_RUN));
		say("finish", lzma_code(&stream, LZMA_FINISH));
		uint64_t in_progress = 0;
		uint64_t out_progress = 0;
		lzma_get_progress(&stream, &in_progress, &out_progress);
		printf("progress: %d %d\n", in_progress == stream.total_in, out_progress == stream.total_out);
		size_t size = (size_t)stream.total_out;
		lzma_end(&stream);
		uint8_t back[2000];
		uint64_t limit = UINT64_MAX;
		size_t read = 0;
		size_t written = 0;
		say("decode", lzma_stream_buffer_decode(&limit, 0, NULL, out, &read, size, back, &written, sizeof(back)));
		printf("same: %d\n", read == size && written == 1000 && memcmp(back, data, 1000) == 0);
	}
}

void test_base(void)
{
	make_text(data, sizeof(data));
	file_size = make_stored_file(file, sizeof(file), data, sizeof(data), LZMA_CHECK_CRC64);
	printf("file: %zu bytes, crc %08x\n", file_size, lzma_crc32(file, file_size, 0));
	order_of_decoding();
	failure_is_told_once();
	order_of_encoding();
}
