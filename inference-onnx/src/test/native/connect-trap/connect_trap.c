/*
 * SPDX-License-Identifier: Apache-2.0
 *
 * Preloaded into a process (LD_PRELOAD), it writes a line into the file CONNECT_TRAP_FILE for every attempt to reach another
 * host, and lets none of them through. Sockets within the machine's own file system are left alone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void record(const char *call, const char *detail) {
  const char *file = getenv("CONNECT_TRAP_FILE");
  char line[512];
  int size = snprintf(line, sizeof line, "%s %s\n", call, detail ? detail : "");
  int out = file ? open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  if (out < 0 || size < 0 || write(out, line, (size_t)size) != size) abort();
  close(out);
}

static int leaves(const struct sockaddr *address) {
  return address && (address->sa_family == AF_INET || address->sa_family == AF_INET6);
}

int connect(int fd, const struct sockaddr *address, socklen_t size) {
  if (leaves(address)) {
    record("connect", NULL);
    errno = ENETUNREACH;
    return -1;
  }
  int (*next)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "connect");
  return next(fd, address, size);
}

ssize_t sendto(int fd, const void *data, size_t bytes, int flags, const struct sockaddr *address, socklen_t size) {
  if (leaves(address)) {
    record("sendto", NULL);
    errno = ENETUNREACH;
    return -1;
  }
  ssize_t (*next)(int, const void *, size_t, int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "sendto");
  return next(fd, data, bytes, flags, address, size);
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
  (void)service, (void)hints, (void)result;
  record("getaddrinfo", node);
  return EAI_FAIL;
}
