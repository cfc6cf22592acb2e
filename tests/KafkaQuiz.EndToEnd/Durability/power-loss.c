/* A disk whose power can fail: a preloaded library that keeps, beside every file written under $POWER_LOSS_LIVE, what of it
 * had been made durable. A write goes to the live file as always and is noted; only fsync or fdatasync of that file applies the
 * noted writes to the copy under $POWER_LOSS_DISK. After the process was killed, that folder holds what a disk
 * would hold after the power went: everything that was synced, nothing that was not.
 *
 * Pessimistic on purpose about data; optimistic about directory entries (a created file exists once it was synced, a removed
 * one is gone at once), because SQLite in WAL mode does not depend on them between commits.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define MAX_FD 65536

struct op { int truncate; off_t at; size_t length; struct op *next; char bytes[]; };
struct file { char path[PATH_MAX]; struct op *first, *last; int disk; struct file *next; };

static struct file *files, *by_fd[MAX_FD];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *live, *disk;

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) { live = getenv("POWER_LOSS_LIVE"); disk = getenv("POWER_LOSS_DISK"); }

static void opened(int fd, const char *path) {
    if (fd < 0 || fd >= MAX_FD || !live || !disk || strncmp(path, live, strlen(live)) != 0) return;
    size_t n = strlen(path);
    if (n > 4 && strcmp(path + n - 4, "-shm") == 0) return; /* the wal-index is rebuilt after a crash */
    struct stat s;
    if (fstat(fd, &s) != 0 || !S_ISREG(s.st_mode)) return;
    pthread_mutex_lock(&lock);
    struct file *f = files;
    while (f && strcmp(f->path, path) != 0) f = f->next;
    if (!f && (f = calloc(1, sizeof *f))) { strncpy(f->path, path, PATH_MAX - 1); f->disk = -1; f->next = files; files = f; }
    by_fd[fd] = f;
    pthread_mutex_unlock(&lock);
}

static void note(int fd, int truncate, const void *bytes, size_t length, off_t at) {
    if (fd < 0 || fd >= MAX_FD || !by_fd[fd]) return;
    struct op *o = malloc(sizeof *o + (truncate ? 0 : length));
    if (!o) abort();
    o->truncate = truncate; o->at = at; o->length = length; o->next = NULL;
    if (!truncate) memcpy(o->bytes, bytes, length);
    pthread_mutex_lock(&lock);
    struct file *f = by_fd[fd];
    if (f->last) f->last->next = o; else f->first = o;
    f->last = o;
    pthread_mutex_unlock(&lock);
}

static void synced(int fd) {
    if (fd < 0 || fd >= MAX_FD || !by_fd[fd]) return;
    pthread_mutex_lock(&lock);
    struct file *f = by_fd[fd];
    if (f->disk < 0) {
        char to[PATH_MAX * 2];
        strcpy(to, disk); strcat(to, f->path + strlen(live));
        f->disk = (int)syscall(SYS_openat, AT_FDCWD, to, O_CREAT | O_RDWR, 0600);
    }
    for (struct op *o = f->first; o;) {
        if (o->truncate) { if (syscall(SYS_ftruncate, f->disk, o->at)) abort(); }
        else if (syscall(SYS_pwrite64, f->disk, o->bytes, o->length, o->at) != (long)o->length) abort();
        struct op *next = o->next;
        free(o);
        o = next;
    }
    f->first = f->last = NULL;
    pthread_mutex_unlock(&lock);
}

static int is_creating(int flags) { return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE; }
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); va_list a; va_start(a, flags); mode_t m = is_creating(flags) ? va_arg(a, mode_t) : 0; va_end(a); \
        int fd = real(path, flags, m); opened(fd, path); return fd; }
OPEN(open)
OPEN(open64)
#define OPENAT(name) \
    int name(int dir, const char *path, int flags, ...) { \
        REAL(name); va_list a; va_start(a, flags); mode_t m = is_creating(flags) ? va_arg(a, mode_t) : 0; va_end(a); \
        int fd = real(dir, path, flags, m); opened(fd, path); return fd; }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) { REAL(close); if (fd >= 0 && fd < MAX_FD) by_fd[fd] = NULL; return real(fd); }

#define PWRITE(name, offset) \
    ssize_t name(int fd, const void *b, size_t n, offset at) { \
        REAL(name); ssize_t w = real(fd, b, n, at); if (w > 0) note(fd, 0, b, (size_t)w, (off_t)at); return w; }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *b, size_t n) {
    REAL(write);
    int mine = fd >= 0 && fd < MAX_FD && by_fd[fd];
    off_t at = mine ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t w = real(fd, b, n);
    if (mine && w > 0) note(fd, 0, b, (size_t)w, at);
    return w;
}

int ftruncate(int fd, off_t to) { REAL(ftruncate); int r = real(fd, to); if (!r) note(fd, 1, NULL, 0, to); return r; }
int ftruncate64(int fd, off64_t to) { REAL(ftruncate64); int r = real(fd, to); if (!r) note(fd, 1, NULL, 0, (off_t)to); return r; }
int fsync(int fd) { REAL(fsync); int r = real(fd); if (!r) synced(fd); return r; }
int fdatasync(int fd) { REAL(fdatasync); int r = real(fd); if (!r) synced(fd); return r; }

int unlink(const char *path) {
    REAL(unlink);
    int r = real(path);
    if (!r && live && disk && strncmp(path, live, strlen(live)) == 0) {
        char to[PATH_MAX * 2];
        strcpy(to, disk); strcat(to, path + strlen(live));
        real(to);
        pthread_mutex_lock(&lock);
        for (struct file *f = files; f; f = f->next)
            if (strcmp(f->path, path) == 0) {
                while (f->first) { struct op *o = f->first; f->first = o->next; free(o); }
                f->last = NULL;
                if (f->disk >= 0) { syscall(SYS_close, f->disk); f->disk = -1; }
            }
        pthread_mutex_unlock(&lock);
    }
    return r;
}
