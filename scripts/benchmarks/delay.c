/* A distance between programs of one machine: takes connections at a unix socket, joins each with one of its own to another
 * unix socket, and passes on what comes in either direction when it is some time old.
 *
 * usage: delay LISTENING-SOCKET SERVER-SOCKET MICROSECONDS
 *
 * The time is that of one direction. Bytes are delayed and not throttled: any number of them can be under way. One thread
 * waits with the kernel's high resolution timers, before other processes where the system lets it. It prints "ready" when it
 * takes connections, and ends with its input.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { READ_SIZE = 1 << 16, MAXIMUM_EVENTS = 64 };

/* Bytes that came at one moment. */
struct chunk {
    struct chunk *next;
    int64_t due;
    size_t start, end;
    char bytes[];
};

/* One end of a connection: what was read here waits to be written to the other end. */
struct end {
    int descriptor;
    struct end *other;
    struct chunk *first, *last;
    int has_ended;   /* nothing more comes from here */
    int is_blocked;  /* the other end takes nothing at the moment */
    int has_shut;    /* the other end has been told of the end */
    struct end *next;
};

static int64_t delay;
static struct end *ends;
static int events;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static struct sockaddr_un address_of(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        fprintf(stderr, "the path of a socket is too long: %s\n", path);
        exit(1);
    }
    strcpy(address.sun_path, path);
    return address;
}

static struct end *add_end(int descriptor) {
    struct end *end = calloc(1, sizeof *end);
    if (end == NULL) fail("calloc");
    end->descriptor = descriptor;
    end->next = ends;
    ends = end;
    if (fcntl(descriptor, F_SETFL, O_NONBLOCK) != 0) fail("fcntl");
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = end};
    if (epoll_ctl(events, EPOLL_CTL_ADD, descriptor, &event) != 0) fail("epoll_ctl");
    return end;
}

static void accept_connection(int listener, const char *server) {
    int client = accept(listener, NULL, NULL);
    if (client < 0) return;
    int upstream = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un address = address_of(server);
    if (upstream < 0 || connect(upstream, (struct sockaddr *)&address, sizeof address) != 0) {
        if (upstream >= 0) close(upstream);
        close(client);
        return;
    }
    struct end *one = add_end(client), *other = add_end(upstream);
    one->other = other;
    other->other = one;
}

/* Reads all that has come; an end that fails counts as one that has ended. */
static void take_in(struct end *end) {
    while (!end->has_ended) {
        static char buffer[READ_SIZE];
        ssize_t count = read(end->descriptor, buffer, sizeof buffer);
        if (count <= 0) {
            if (count < 0 && errno == EINTR) continue;
            if (count < 0 && errno == EAGAIN) return;
            end->has_ended = 1;
            return;
        }
        struct chunk *chunk = malloc(sizeof *chunk + count);
        if (chunk == NULL) fail("malloc");
        *chunk = (struct chunk){.due = now() + delay, .end = count};
        memcpy(chunk->bytes, buffer, count);
        if (end->last == NULL) end->first = chunk; else end->last->next = chunk;
        end->last = chunk;
    }
}

/* Writes what is due. */
static void pass_on(struct end *end, int64_t time) {
    while (end->first != NULL && end->first->due <= time && !end->is_blocked) {
        struct chunk *chunk = end->first;
        ssize_t count = send(end->other->descriptor, chunk->bytes + chunk->start, chunk->end - chunk->start, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) {
            end->is_blocked = 1;
            return;
        }
        /* what cannot be delivered is dropped */
        chunk->start = count < 0 ? chunk->end : chunk->start + count;
        if (chunk->start == chunk->end) {
            end->first = chunk->next;
            if (end->first == NULL) end->last = NULL;
            free(chunk);
        }
    }
    if (end->has_ended && end->first == NULL && !end->has_shut) {
        end->has_shut = 1;
        shutdown(end->other->descriptor, SHUT_WR);
    }
}

/* Closes the connections of which both ends have ended. */
static void close_ended(void) {
    for (struct end **place = &ends; *place != NULL;) {
        struct end *end = *place;
        if (end->descriptor >= 0 && end->has_shut && end->other->has_shut) {
            close(end->descriptor);
            close(end->other->descriptor);
            end->descriptor = end->other->descriptor = -1;
        }
        if (end->descriptor < 0) {
            *place = end->next;
            free(end);
        } else {
            place = &end->next;
        }
    }
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: delay LISTENING-SOCKET SERVER-SOCKET MICROSECONDS\n");
        return 2;
    }
    delay = strtoll(argv[3], NULL, 10) * 1000;
    prctl(PR_SET_TIMERSLACK, 1UL);
    /* without the right to it, it waits its turn like others */
    sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){.sched_priority = 1});
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un address = address_of(argv[1]);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 128) != 0)
        fail("listen");
    chmod(argv[1], 0777);
    events = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &listener};
    if (events < 0 || epoll_ctl(events, EPOLL_CTL_ADD, listener, &event) != 0) fail("epoll_ctl");
    event = (struct epoll_event){.events = EPOLLIN, .data.ptr = NULL};
    if (epoll_ctl(events, EPOLL_CTL_ADD, STDIN_FILENO, &event) != 0) fail("epoll_ctl");
    printf("ready\n");
    fflush(stdout);
    while (1) {
        int64_t due = INT64_MAX;
        for (struct end *end = ends; end != NULL; end = end->next)
            if (end->first != NULL && !end->is_blocked && end->first->due < due) due = end->first->due;
        struct timespec pause = {0}, *limit = NULL;
        if (due != INT64_MAX) {
            int64_t rest = due - now();
            if (rest > 0) pause = (struct timespec){.tv_sec = rest / 1000000000, .tv_nsec = rest % 1000000000};
            limit = &pause;
        }
        struct epoll_event come[MAXIMUM_EVENTS];
        int count = epoll_pwait2(events, come, MAXIMUM_EVENTS, limit, NULL);
        if (count < 0 && errno != EINTR) fail("epoll_pwait2");
        for (int place = 0; place < count; place++) {
            if (come[place].data.ptr == NULL) return 0;
            if (come[place].data.ptr == &listener) {
                accept_connection(listener, argv[2]);
                continue;
            }
            struct end *end = come[place].data.ptr;
            if (come[place].events & EPOLLOUT) end->other->is_blocked = 0;
            if (come[place].events & ~EPOLLOUT) take_in(end);
        }
        int64_t time = now();
        for (struct end *end = ends; end != NULL; end = end->next) pass_on(end, time);
        close_ended();
    }
}
