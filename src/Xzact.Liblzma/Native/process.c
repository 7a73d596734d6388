/*
 * What no managed code can say.
 *
 * 1. Five functions have a second, hidden version, and two of them a third, for programs that were built with releases
 *    of XZ Utils that distributions had changed. Each hands on to the default one.
 * 2. The runtime of a managed program thinks that the process is its own. A library is a guest: the linker's --wrap
 *    sends the runtime's calls of five functions here, and the runtime's only (docs/decisions/0023).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <lzma.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/random.h>

#define HIDDEN_VERSION(node) __attribute__((symver(node)))

extern LZMA_API(lzma_ret) xzact_stream_encoder_mt(lzma_stream *stream, const lzma_mt *options);
extern LZMA_API(uint64_t) xzact_stream_encoder_mt_memusage(const lzma_mt *options);
extern LZMA_API(lzma_ret) xzact_block_uncomp_encode(lzma_block *block, const uint8_t *in, size_t in_size, uint8_t *out,
	size_t *out_pos, size_t out_size);
extern LZMA_API(uint32_t) xzact_cputhreads(void);
extern LZMA_API(void) xzact_get_progress(lzma_stream *stream, uint64_t *progress_in, uint64_t *progress_out);

HIDDEN_VERSION("lzma_stream_encoder_mt@XZ_5.2.2")
HIDDEN_VERSION("lzma_stream_encoder_mt@XZ_5.1.2alpha")
lzma_ret xzact_stream_encoder_mt(lzma_stream *stream, const lzma_mt *options)
{
	return lzma_stream_encoder_mt(stream, options);
}

HIDDEN_VERSION("lzma_stream_encoder_mt_memusage@XZ_5.2.2")
HIDDEN_VERSION("lzma_stream_encoder_mt_memusage@XZ_5.1.2alpha")
uint64_t xzact_stream_encoder_mt_memusage(const lzma_mt *options)
{
	return lzma_stream_encoder_mt_memusage(options);
}

HIDDEN_VERSION("lzma_block_uncomp_encode@XZ_5.2.2")
lzma_ret xzact_block_uncomp_encode(lzma_block *block, const uint8_t *in, size_t in_size, uint8_t *out, size_t *out_pos,
	size_t out_size)
{
	return lzma_block_uncomp_encode(block, in, in_size, out, out_pos, out_size);
}

HIDDEN_VERSION("lzma_cputhreads@XZ_5.2.2")
uint32_t xzact_cputhreads(void)
{
	return lzma_cputhreads();
}

HIDDEN_VERSION("lzma_get_progress@XZ_5.2.2")
void xzact_get_progress(lzma_stream *stream, uint64_t *progress_in, uint64_t *progress_out)
{
	lzma_get_progress(stream, progress_in, progress_out);
}

int __real_sigaction(int number, const struct sigaction *action, struct sigaction *previous);
int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument);
int32_t xzact_threads_alive(void);
char *__wrap_getenv(const char *name);
void __wrap_SystemNative_GetNonCryptographicallySecureRandomBytes(uint8_t *buffer, int32_t size);
void (*__wrap_signal(int number, void (*handler)(int)))(int);
int __wrap_sigaction(int number, const struct sigaction *action, struct sigaction *previous);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument);

/* Settings of the runtime come from this library alone: no variable of the environment changes what it does. */
char *__wrap_getenv(const char *name)
{
	(void)name;
	return NULL;
}

/* The runtime would have the process ignore SIGPIPE. */
void (*__wrap_signal(int number, void (*handler)(int)))(int)
{
	(void)number;
	(void)handler;
	return SIG_DFL;
}

/*
 * The runtime would handle SIGSEGV and SIGFPE, to make exceptions of them; managed code of this library counts on none.
 * It needs one signal, to stop its threads while it collects garbage: the first real-time one.
 */
int __wrap_sigaction(int number, const struct sigaction *action, struct sigaction *previous)
{
	return __real_sigaction(number, number == SIGRTMIN ? action : NULL, previous);
}

/* Functions of the runtime, by the names that its C++ compiler gave them. */
enum { SUSPEND_OTHER = 0 };
extern void suspend_all(int reason) __asm__("_ZN15GCToEEInterface9SuspendEEE14SUSPEND_REASON");
extern void restart_all(bool finished) __asm__("_ZN15GCToEEInterface9RestartEEEb");
extern void *thread_store(void) __asm__("_Z14GetThreadStorev");
extern void lock_thread_store(void *store) __asm__("_ZN11ThreadStore15LockThreadStoreEv");
extern void unlock_thread_store(void *store) __asm__("_ZN11ThreadStore17UnlockThreadStoreEv");

/* Threads of this library that have not wholly ended; in a child, the one that it does not have counts, too. */
static atomic_int alive;
static pthread_key_t end_of_thread;
static pthread_once_t once = PTHREAD_ONCE_INIT;

struct beginning {
	void *(*start)(void *);
	void *argument;
};

/* The last that happens on a thread: after the runtime has taken leave of it. */
static void ended(void *unused)
{
	(void)unused;
	atomic_fetch_sub(&alive, 1);
}

/*
 * Around a fork the runtime stands still, as it does for the collector: no thread is then in managed code, or in the
 * middle of starting or ending, so that the collector of the child waits for none of those that the child does not have.
 * The lock that comes with it is given back meanwhile, because it belongs to a thread of the parent.
 */
static void before_fork(void)
{
	suspend_all(SUSPEND_OTHER);
	unlock_thread_store(thread_store());
}

static void behind_fork(void)
{
	lock_thread_store(thread_store());
	restart_all(true);
}

static void behind_fork_in_child(void)
{
	behind_fork();
	atomic_store(&alive, 1);
}

/* With the first thread of the runtime, which starts once its heap is there. */
static void set_up(void)
{
	(void)pthread_key_create(&end_of_thread, ended);
	(void)pthread_atfork(before_fork, behind_fork, behind_fork_in_child);
}

static void *run(void *argument)
{
	struct beginning here = *(struct beginning *)argument;
	free(argument);
	if (pthread_setspecific(end_of_thread, &alive) != 0)
		ended(NULL);
	return here.start(here.argument);
}

int32_t xzact_threads_alive(void)
{
	return atomic_load(&alive);
}

/* No thread of this library takes a signal that is meant for the program. */
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
	sigset_t all;
	sigset_t before;
	struct beginning *beginning = malloc(sizeof(*beginning));
	if (beginning == NULL)
		return EAGAIN;
	beginning->start = start;
	beginning->argument = argument;
	(void)pthread_once(&once, set_up);
	atomic_fetch_add(&alive, 1);
	sigfillset(&all);
	sigdelset(&all, SIGRTMIN);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int error = __real_pthread_create(thread, attributes, run, beginning);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (error != 0) {
		free(beginning);
		ended(NULL);
	}
	return error;
}

/* The runtime would keep a descriptor of /dev/urandom open. What it wants is only to be spread, never to be secret. */
void __wrap_SystemNative_GetNonCryptographicallySecureRandomBytes(uint8_t *buffer, int32_t size)
{
	for (int32_t done = 0; done < size;) {
		ssize_t got = getrandom(buffer + done, (size_t)(size - done), GRND_NONBLOCK);
		if (got <= 0)
			break;
		done += (int32_t)got;
	}
}
