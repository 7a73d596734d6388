/*
 * What the library does to the process that loads it. Each part is a program of its own, for some die:
 * process PART; the last line is "ok". SPDX-License-Identifier: 0BSD
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <lzma.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static uint8_t data[300000];

static void require(bool condition, const char *what)
{
	if (!condition) {
		printf("failed: %s\n", what);
		exit(1);
	}
}

/* One round trip through an encoder and a decoder. */
static bool round_trip(uint32_t threads)
{
	uint8_t *packed = malloc(sizeof(data));
	uint8_t *back = malloc(sizeof(data));
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_mt options = {.threads = threads, .preset = 1, .check = LZMA_CHECK_CRC64, .block_size = 60000,
		.memlimit_stop = UINT64_MAX, .memlimit_threading = UINT64_MAX};
	bool good = (threads > 0 ? lzma_stream_encoder_mt(&stream, &options)
		: lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC64)) == LZMA_OK;
	stream.next_in = data;
	stream.avail_in = sizeof(data);
	stream.next_out = packed;
	stream.avail_out = sizeof(data);
	good = good && lzma_code(&stream, LZMA_FINISH) == LZMA_STREAM_END;
	size_t size = (size_t)stream.total_out;
	options.flags = 0;
	good = good && (threads > 0 ? lzma_stream_decoder_mt(&stream, &options)
		: lzma_stream_decoder(&stream, UINT64_MAX, 0)) == LZMA_OK;
	stream.next_in = packed;
	stream.avail_in = size;
	stream.next_out = back;
	stream.avail_out = sizeof(data);
	good = good && lzma_code(&stream, LZMA_FINISH) == LZMA_STREAM_END;
	good = good && stream.total_out == sizeof(data) && memcmp(back, data, sizeof(data)) == 0;
	lzma_end(&stream);
	free(packed);
	free(back);
	return good;
}

static int thread_count(void)
{
	char line[256];
	int count = -1;
	FILE *status = fopen("/proc/self/status", "r");
	while (status != NULL && fgets(line, sizeof(line), status) != NULL)
		if (sscanf(line, "Threads: %d", &count) == 1)
			break;
	if (status != NULL)
		fclose(status);
	return count;
}

/* Dispositions, masks, environment and descriptors are what they were. */
static void signals(void)
{
	struct sigaction before[65];
	sigset_t mask_before;
	sigset_t mask;
	memset(before, 0, sizeof(before));
	for (int i = 1; i < 65; i++)
		sigaction(i, NULL, &before[i]);
	pthread_sigmask(SIG_SETMASK, NULL, &mask_before);
	int descriptor = dup(0);
	close(descriptor);
	require(round_trip(0) && round_trip(2), "round trip");
	for (int i = 1; i < 65; i++) {
		struct sigaction now;
		sigaction(i, NULL, &now);

		/* 32 and 33 belong to the C library's threads. */
		bool is_own = i == SIGRTMIN || i == 32 || i == 33;
		if (!is_own && memcmp(&now.sa_handler, &before[i].sa_handler, sizeof(now.sa_handler)) != 0) {
			printf("signal %d changed\n", i);
			exit(1);
		}
	}
	pthread_sigmask(SIG_SETMASK, NULL, &mask);
	require(memcmp(&mask, &mask_before, sizeof(mask)) == 0, "mask");

	/* The C library reads a file of its own while it trims the heap of a thread that has ended. */
	int now = -1;
	for (int i = 0; i < 100 && now != descriptor; i++) {
		now = dup(0);
		close(now);
		if (now != descriptor)
			usleep(10000);
	}
	require(now == descriptor, "descriptors");

	/* A thread that was waited for may not have left the kernel yet. */
	for (int i = 0; i < 100 && thread_count() > 2; i++)
		usleep(10000);
	require(thread_count() <= 2, "threads that are left");
}

/* Dies of SIGPIPE, as any program does. */
static void broken_pipe(void)
{
	int ends[2];
	require(round_trip(0) && pipe(ends) == 0, "pipe");
	close(ends[0]);
	pid_t child = fork();
	if (child == 0) {
		ssize_t written = write(ends[1], "x", 1);
		_exit(written < 0 ? 3 : 4);
	}
	int status = 0;
	waitpid(child, &status, 0);
	require(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE, "SIGPIPE");
}

/* A null pointer kills by SIGSEGV, and a handler that the host had is called. */
static volatile sig_atomic_t handled;

static void on_fault(int number)
{
	handled = number;
	_exit(number == SIGSEGV ? 42 : 43);
}

static void faults(void)
{
	pid_t child = fork();
	if (child == 0) {
		require(round_trip(0), "round trip");
		struct sigaction action = {.sa_handler = SIG_DFL};
		sigaction(SIGSEGV, &action, NULL);
		volatile uint32_t crc = lzma_crc32((const uint8_t *)8, 100, 0);
		_exit((int)(crc & 1));
	}
	int status = 0;
	waitpid(child, &status, 0);
	require(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV, "SIGSEGV by default");
	child = fork();
	if (child == 0) {
		struct sigaction action = {.sa_handler = on_fault};
		sigaction(SIGSEGV, &action, NULL);
		require(round_trip(0), "round trip");
		volatile uint32_t crc = lzma_crc32((const uint8_t *)8, 100, 0);
		_exit((int)(crc & 1));
	}
	waitpid(child, &status, 0);
	require(WIFEXITED(status) && WEXITSTATUS(status) == 42, "the host's handler of SIGSEGV");
}

/* A coder goes on in a forked child, and the parent's, too. */
static void forks(void)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	uint8_t *packed = malloc(sizeof(data));
	require(lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC32) == LZMA_OK, "encoder");
	stream.next_in = data;
	stream.avail_in = 100000;
	stream.next_out = packed;
	stream.avail_out = sizeof(data);
	require(lzma_code(&stream, LZMA_RUN) == LZMA_OK, "run");
	require(round_trip(2), "threads before");
	for (int i = 0; i < 12; i++) {
		if (i % 3 == 0)
			require(round_trip(2), "threads right before");
		pid_t child = fork();
		if (child == 0) {
			alarm(60);
			stream.avail_in = sizeof(data) - 100000;
			bool good = lzma_code(&stream, LZMA_FINISH) == LZMA_STREAM_END;
			lzma_end(&stream);
			for (int n = 0; n < 2; n++)
				good = round_trip(0) && good;
			if (i % 4 == 0)
				good = round_trip(2) && good;
			if (i % 2 == 0)
				exit(good ? 0 : 1);
			_exit(good ? 0 : 1);
		}
		int status = 0;
		waitpid(child, &status, 0);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
			printf("child %d: %x\n", i, (unsigned)status);
			exit(1);
		}
	}
	stream.avail_in = sizeof(data) - 100000;
	require(lzma_code(&stream, LZMA_FINISH) == LZMA_STREAM_END, "parent");
	lzma_end(&stream);
	free(packed);
}

static volatile bool stopping;

/* Signals that are meant for the program never come on a thread of the library. */
static pthread_t owner;
static volatile sig_atomic_t elsewhere;
static volatile sig_atomic_t counted;

static void on_signal(int number)
{
	(void)number;
	counted++;
	if (!pthread_equal(pthread_self(), owner))
		elsewhere++;
}

static void *work(void *argument)
{
	sigset_t all;
	sigfillset(&all);
	sigdelset(&all, SIGRTMIN);
	pthread_sigmask(SIG_SETMASK, &all, NULL);
	bool good = true;
	int rounds = *(int *)argument;
	for (int i = 0; i < rounds; i++)
		good = round_trip(0) && good;
	return good ? argument : NULL;
}

static void *work_on(void *unused)
{
	bool good = true;
	(void)unused;
	while (good && !stopping)
		good = round_trip(0);
	return good ? (void *)data : NULL;
}

static void threads(void)
{
	pthread_t all[64];
	int rounds = 3;
	owner = pthread_self();
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
	sigaction(SIGUSR1, &action, NULL);
	for (int i = 0; i < 64; i++)
		require(pthread_create(&all[i], NULL, work, &rounds) == 0, "pthread_create");
	require(round_trip(4), "threaded coder beside");
	for (int i = 0; i < 100; i++) {
		kill(getpid(), SIGUSR1);
		usleep(1000);
	}
	for (int i = 0; i < 64; i++) {
		void *result = NULL;
		pthread_join(all[i], &result);
		require(result != NULL, "thread");
	}
	require(counted > 0 && elsewhere == 0, "a signal came on a thread of the library");
}

/* Threads come to the library for the first time and end. */
static void *one_call(void *unused)
{
	(void)unused;
	return lzma_crc32(data, 100, 0) != 0 ? (void *)data : NULL;
}

static void *come_and_go(void *unused)
{
	void *result = (void *)data;
	(void)unused;
	while (result != NULL && !stopping) {
		pthread_t thread;
		if (pthread_create(&thread, NULL, one_call, NULL) != 0)
			return NULL;
		pthread_join(thread, &result);
	}
	return result;
}

static bool is_good_child(pid_t child)
{
	int status = 0;
	waitpid(child, &status, 0);
	bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (!good)
		printf("child: status %x\n", (unsigned)status);
	return good;
}

/* What a child does: enough small objects for several collections, now and then threads or a child of its own. */
static bool work_in_child(int number)
{
	bool good = round_trip(0);
	for (int n = 0; n < 100; n++) {
		lzma_stream stream = LZMA_STREAM_INIT;
		good = lzma_easy_encoder(&stream, 0, LZMA_CHECK_CRC32) == LZMA_OK && good;
		lzma_end(&stream);
	}
	if (number % 3 == 0)
		good = round_trip(2) && good;
	if (number % 5 == 0) {
		pid_t child = fork();
		if (child == 0) {
			alarm(60);
			_exit(round_trip(0) ? 0 : 1);
		}
		good = is_good_child(child) && good;
	}
	return good;
}

/* A thread forks while others are in the library, and the child collects garbage. The first call has come back. */
static void fork_beside(int children)
{
	static void *(*const works[])(void *) = {work_on, work_on, work_on, come_and_go};
	pthread_t all[4];
	require(round_trip(0), "first call");
	for (int i = 0; i < 4; i++)
		require(pthread_create(&all[i], NULL, works[i], NULL) == 0, "pthread_create");
	int hung = 0;
	for (int i = 0; i < children; i++) {
		usleep(500 * (useconds_t)(i % 12));
		pid_t child = fork();
		if (child == 0) {
			alarm(60);
			_exit(work_in_child(i) ? 0 : 1);
		}
		if (!is_good_child(child))
			hung++;
	}
	stopping = true;
	for (int i = 0; i < 4; i++) {
		void *result = NULL;
		pthread_join(all[i], &result);
		require(result != NULL, "thread");
	}
	printf("%d of %d children hung or failed\n", hung, children);
	require(hung == 0, "children beside threads");
}

/* The host uses the runtime's own signal. */
static void real_time_signal(void)
{
	struct sigaction action = {.sa_handler = on_signal};
	owner = pthread_self();
	sigaction(SIGRTMIN, &action, NULL);
	require(round_trip(0), "round trip");
	raise(SIGRTMIN);
	require(round_trip(2), "threads after the host's handler");
	sigaction(SIGRTMIN, &action, NULL);
	int before = counted;
	raise(SIGRTMIN);
	require(counted == before + 1, "the host's later handler");
	int rounds = 3;
	pthread_t thread;
	require(pthread_create(&thread, NULL, work, &rounds) == 0, "pthread_create");
	require(round_trip(2) && round_trip(0), "work with the host's later handler");
	pthread_join(thread, NULL);
}

/* No growth. */
static long resident(void)
{
	long pages = 0;
	long ignored = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	if (file == NULL || fscanf(file, "%ld %ld", &ignored, &pages) != 2)
		pages = 0;
	if (file != NULL)
		fclose(file);
	return pages * sysconf(_SC_PAGESIZE) / 1024;
}

static void cycles(void)
{
	long before = 0;
	for (int i = 0; i < 10000; i++) {
		lzma_stream stream = LZMA_STREAM_INIT;
		uint8_t out[64];
		require(lzma_stream_decoder(&stream, UINT64_MAX, 0) == LZMA_OK, "decoder");
		stream.next_in = data;
		stream.avail_in = 64;
		stream.next_out = out;
		stream.avail_out = sizeof(out);
		require(lzma_code(&stream, LZMA_RUN) == LZMA_FORMAT_ERROR, "format");
		lzma_end(&stream);
		if (i % 20 == 0) {
			require(lzma_easy_encoder(&stream, 0, LZMA_CHECK_CRC32) == LZMA_OK, "encoder");
			lzma_end(&stream);
		}
		if (i == 5000)
			before = resident();
	}
	long growth = resident() - before;
	if (growth > 2048) {
		printf("grew by %ld KiB\n", growth);
		exit(1);
	}
}

/* Loaded and unloaded again and again, used in between. */
static void loading(const char *library)
{
	for (int i = 0; i < 5; i++) {
		void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
		require(handle != NULL, "dlopen");
		uint32_t (*crc)(const uint8_t *, size_t, uint32_t) = NULL;
		*(void **)&crc = dlsym(handle, "lzma_crc32");
		require(crc != NULL && crc((const uint8_t *)"123456789", 9, 0) == 0xCBF43926, "lzma_crc32");
		require(dlclose(handle) == 0, "dlclose");
	}
}

/* Little address space. */
static void limited(void)
{
	struct rlimit limit = {.rlim_cur = 1ul << 30, .rlim_max = 1ul << 30};
	require(setrlimit(RLIMIT_AS, &limit) == 0, "setrlimit");
	require(round_trip(0), "round trip in 1 GiB");
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_ret result = lzma_easy_encoder(&stream, 9 | LZMA_PRESET_EXTREME, LZMA_CHECK_CRC32);
	printf("preset 9e in 1 GiB: %d\n", (int)result);
	lzma_end(&stream);
	lzma_options_lzma options;
	require(!lzma_lzma_preset(&options, 6), "preset");
	options.dict_size = 1u << 30;
	lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, NULL}};
	require(lzma_stream_encoder(&stream, filters, LZMA_CHECK_CRC32) == LZMA_MEM_ERROR, "MEM_ERROR");
	require(stream.internal == NULL && round_trip(0), "after it");
}

/* Run as a setuid program of root by another user, in an environment that means harm to a runtime. */
static void privileged(void)
{
	require(getuid() != 0 && geteuid() == 0 && getauxval(AT_SECURE) != 0, "this program is not setuid");
	require(getenv("DOTNET_GCHeapHardLimit") != NULL, "no variable is set");
	require(round_trip(0) && round_trip(2), "round trip");
}

int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (uint8_t)((i * 7) ^ (i >> 8));
	const char *part = argc > 1 ? argv[1] : "";
	if (strcmp(part, "signals") == 0)
		signals();
	else if (strcmp(part, "pipe") == 0)
		broken_pipe();
	else if (strcmp(part, "faults") == 0)
		faults();
	else if (strcmp(part, "fork") == 0)
		forks();
	else if (strcmp(part, "fork-beside") == 0)
		fork_beside(argc > 2 ? atoi(argv[2]) : 12);
	else if (strcmp(part, "threads") == 0)
		threads();
	else if (strcmp(part, "real-time") == 0)
		real_time_signal();
	else if (strcmp(part, "cycles") == 0)
		cycles();
	else if (strcmp(part, "setuid") == 0)
		privileged();
	else if (strcmp(part, "limited") == 0)
		limited();
	else if (strcmp(part, "loading") == 0 && argc > 2)
		loading(argv[2]);
	else
		return 2;
	puts("ok");
	return 0;
}
