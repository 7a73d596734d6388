/*
 * What no managed code can say.
 *
 * 1. Five functions have a second, hidden version, and two of them a third, for programs that were built with releases
 *    of XZ Utils that distributions had changed. Each hands on to the default one.
 * 2. The runtime of a managed program thinks that the process is its own. A library is a guest: the linker's --wrap
 *    sends the runtime's calls of six functions here, and the runtime's only (docs/decisions/0023).
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
#include <string.h>
#include <sys/random.h>
#include <time.h>

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
int __real_pthread_mutex_lock(pthread_mutex_t *mutex);
int32_t xzact_threads_alive(void);
int __wrap_pthread_mutex_lock(pthread_mutex_t *mutex);
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

/* Functions and variables of the runtime, by the names that its C++ compiler gave them. */
enum { SUSPEND_OTHER = 0, SPIN_LOCK_FREE = -1, MOST_TRIES = 5000 };
extern void suspend_all(int reason) __asm__("_ZN15GCToEEInterface9SuspendEEE14SUSPEND_REASON");
extern void restart_all(bool finished) __asm__("_ZN15GCToEEInterface9RestartEEEb");
extern void *thread_store(void) __asm__("_Z14GetThreadStorev");
extern void lock_thread_store(void *store) __asm__("_ZN11ThreadStore15LockThreadStoreEv");
extern void unlock_thread_store(void *store) __asm__("_ZN11ThreadStore17UnlockThreadStoreEv");

/* One after the other of that list: what is remembered is the next one. */
struct iterator {
	void *next;
};
extern void begin_threads(struct iterator *iterator) __asm__("_ZN11ThreadStore8IteratorC1Ev");
extern void *next_thread(struct iterator *iterator) __asm__("_ZN11ThreadStore8Iterator7GetNextEv");
extern void *this_thread(void) __asm__("RhpGetThread");
extern void leave_heap(void *thread) __asm__("_ZN6Thread6DetachEv");

/* The locks that the collector and the allocator behind it spin on. */
extern volatile int32_t collector_lock __asm__("_ZN3WKS7gc_heap7gc_lockE");
extern volatile int32_t small_objects_lock __asm__("_ZN3WKS7gc_heap19more_space_lock_sohE");
extern volatile int32_t large_objects_lock __asm__("_ZN3WKS7gc_heap19more_space_lock_uohE");

/* What threads wait for: that the runtime goes on, and that a collection is done. An event points to its parts. */
struct event {
	void *parts;
};
extern struct event *runtime_goes_on __asm__("_ZN3WKS6GCHeap14WaitForGCEventE");
extern struct event collection_done __asm__("_ZN3WKS7gc_heap13gc_done_eventE");
extern bool make_event(struct event *event, bool is_set) __asm__("_ZN7GCEvent24CreateManualEventNoThrowEb");

/* Threads of this library that have not wholly ended; in a child, the one that it does not have counts, too. */
static atomic_int alive;
static pthread_key_t end_of_thread;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The mutex of the list of threads, and its bytes while nobody had it. */
static pthread_mutex_t *list_mutex;
static pthread_mutex_t free_mutex;
static bool is_looking_for_mutex;

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

/* Only the mutex that is taken while the runtime is made ready, by the one thread that there is, is remembered. */
int __wrap_pthread_mutex_lock(pthread_mutex_t *mutex)
{
	if (is_looking_for_mutex)
		list_mutex = mutex;
	return __real_pthread_mutex_lock(mutex);
}

static bool is_collecting(void)
{
	return collector_lock != SPIN_LOCK_FREE || small_objects_lock != SPIN_LOCK_FREE
		|| large_objects_lock != SPIN_LOCK_FREE;
}

/*
 * Around a fork the runtime stands still, as it does for the collector (the lock of its list of threads is held): no
 * thread is then in managed code, or in the middle of starting or ending, so that the collector of the child waits for
 * none of those that the child does not have. A thread that is about to collect has the collector's lock, and stands at
 * that of the list: it goes first. Only threads in managed code take these locks: once free, they stay free.
 */
static void before_fork(void)
{
	static const struct timespec pause = {.tv_nsec = 200000};
	suspend_all(SUSPEND_OTHER);
	for (int tries = 0; is_collecting() && tries < MOST_TRIES; tries++) {
		restart_all(true);
		(void)nanosleep(&pause, NULL);
		suspend_all(SUSPEND_OTHER);
	}
}

static void behind_fork(void)
{
	restart_all(true);
}

/* An event on which other threads waited knows of them, and would wait for them to leave. */
static void renew(struct event *event)
{
	struct event fresh = {NULL};
	if (make_event(&fresh, true))
		*event = fresh;
}

/*
 * Takes the threads that the child does not have from the list. They lie on their stacks, which the C library gives to
 * new threads. The list is the address of the first and in each, at a place that the iterator shows, that of the next.
 */
static void forget_other_threads(void)
{
	uintptr_t places[64];
	struct iterator iterator = {places};
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		places[i] = i * sizeof(places[0]);
	(void)next_thread(&iterator);
	uintptr_t place_of_next = (uintptr_t)iterator.next;

	void **list = thread_store();
	begin_threads(&iterator);
	if (*list != iterator.next)
		abort();
	void *thread;
	*list = NULL;
	while ((thread = next_thread(&iterator)) != NULL) {
		if (thread == this_thread())
			*list = thread;
		else
			leave_heap(thread);
	}
	if (*list != NULL)
		*(void **)((char *)*list + place_of_next) = NULL;
}

/* The mutex that is held belongs to the thread of the parent that forked; here that thread has another number. */
static void behind_fork_in_child(void)
{
	memcpy(list_mutex, &free_mutex, sizeof(free_mutex));
	lock_thread_store(thread_store());
	renew(runtime_goes_on);
	renew(&collection_done);
	forget_other_threads();
	restart_all(true);
	atomic_store(&alive, 1);
}

/* With the first thread of the runtime, which starts once its heap is there. */
static void set_up(void)
{
	(void)pthread_key_create(&end_of_thread, ended);
	is_looking_for_mutex = true;
	lock_thread_store(thread_store());
	is_looking_for_mutex = false;
	unlock_thread_store(thread_store());
	memcpy(&free_mutex, list_mutex, sizeof(free_mutex));
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
