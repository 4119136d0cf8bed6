/* Stands between a server's process and the system (LD_PRELOAD): writes down, in order, what reaches the log and when an ack
 * leaves; and makes the disk fail when the test asks for it. Compiled by disk-shim.ts. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* Shared with the test: what fails (0 nothing, 1 no space, 2 I/O error, 3 half a write, 4 a sync), after how many calls more,
 * for how many calls (0: until the test says), how often it did, how many calls there were. */
struct control { volatile int fault, after, times, failed, calls; };
static struct control *control = NULL;
static int log_fd = -1;

__attribute__((constructor)) static void begin(void) {
  const char *log = getenv("TRAME_SHIM_LOG");
  const char *shared = getenv("TRAME_SHIM_CONTROL");
  if (log) log_fd = open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (shared) {
    int fd = open(shared, O_RDWR | O_CLOEXEC);
    if (fd >= 0) {
      void *map = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
      if (map != MAP_FAILED) control = map;
      close(fd);
    }
  }
}

static void note(char what) {
  if (log_fd >= 0) syscall(SYS_write, log_fd, &what, 1);
}

/* 'w' the log, 'd' another file of the database, 0 none of ours. */
static char kind_of(int fd) {
  char link[64], path[512];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  const char *name = strrchr(path, '/');
  if (!name || strncmp(name, "/trame.db", 9) != 0 || strcmp(name, "/trame.db-shm") == 0) return 0;
  return strcmp(name, "/trame.db-wal") == 0 ? 'w' : 'd';
}

/* Whether this call is one that fails. */
static int fails(int is_sync) {
  if (!control) return 0;
  control->calls++;
  int fault = control->fault;
  if (fault == 0 || (fault == 4) != is_sync) return 0;
  if (control->after > 0) { control->after--; return 0; }
  control->failed++;
  if (control->times > 0 && --control->times == 0) control->fault = 0;
  return fault;
}

static ssize_t written(int fd, const void *bytes, size_t count, off_t offset, int has_offset) {
  char kind = kind_of(fd);
  if (kind) {
    switch (fails(0)) {
      case 1: errno = ENOSPC; return -1;
      case 2: errno = EIO; return -1;
      case 3:
        /* Half of it is written, and then there is no space. */
        if (has_offset) syscall(SYS_pwrite64, fd, bytes, count / 2, offset);
        else syscall(SYS_write, fd, bytes, count / 2);
        errno = ENOSPC;
        return -1;
    }
    if (kind == 'w') note('W');
  }
  return has_offset ? syscall(SYS_pwrite64, fd, bytes, count, offset) : syscall(SYS_write, fd, bytes, count);
}

/* WebSocket frames of the server are not masked: 0x82, length, message. 101 is an ack. */
static void look_for_acks(const unsigned char *bytes, size_t count) {
  size_t at = 0;
  while (at + 2 < count && bytes[at] == 0x82) {
    size_t length = bytes[at + 1], head = 2;
    if (length == 126 && at + 4 < count) { length = (size_t)bytes[at + 2] << 8 | bytes[at + 3]; head = 4; }
    else if (length >= 126) return;
    if (bytes[at + head] == 101) note('A');
    at += head + length;
  }
}

static int is_socket(int fd) {
  struct stat status;
  return fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode);
}

static void look_at_vector(int fd, const struct iovec *parts, int count) {
  if (log_fd < 0 || !is_socket(fd)) return;
  unsigned char bytes[65536];
  size_t length = 0;
  for (int part = 0; part < count && length + parts[part].iov_len <= sizeof bytes; part++) {
    memcpy(bytes + length, parts[part].iov_base, parts[part].iov_len);
    length += parts[part].iov_len;
  }
  look_for_acks(bytes, length);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { return written(fd, bytes, count, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { return written(fd, bytes, count, offset, 1); }

ssize_t write(int fd, const void *bytes, size_t count) {
  if (log_fd >= 0 && is_socket(fd)) look_for_acks(bytes, count);
  return written(fd, bytes, count, 0, 0);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  look_at_vector(fd, parts, count);
  return syscall(SYS_writev, fd, parts, count);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  look_at_vector(fd, message->msg_iov, (int)message->msg_iovlen);
  return syscall(SYS_sendmsg, fd, message, flags);
}

static int synced(int fd, long call) {
  char kind = kind_of(fd);
  if (kind && fails(1)) { errno = EIO; return -1; }
  int result = (int)syscall(call, fd);
  if (kind == 'w' && result == 0) note('S');
  return result;
}

int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }
int fsync(int fd) { return synced(fd, SYS_fsync); }

static int shortened(int fd, off64_t length) {
  if (kind_of(fd) && fails(0)) { errno = EIO; return -1; }
  return (int)syscall(SYS_ftruncate, fd, length);
}

int ftruncate(int fd, off_t length) { return shortened(fd, length); }
int ftruncate64(int fd, off64_t length) { return shortened(fd, length); }
