/*
 * One workload, one client, one process: prints what it took as a line of JSON.
 *
 * Run by `cargo xtask bench c`, with the server and the credentials in the environment:
 *
 *     ours|peers <w1|w2|w3|w4> <client> <every|three>
 *
 * - `w1` lists all users of the Business API, `w4` all users of the Provisioning API: every client
 * reads page by page to the end, keeps the users, and then reads every member of each, or three of
 * them: the id, the e-mail address and the status.
 * - `w2` makes 5,000 single reads with 32 in flight, `w3` 2,000 one after another; both read every
 * member.
 *
 * Nothing is sent again after a failure; time limits are those that each client has by itself. Wall
 * and CPU time run from before the client is made until the members are summed. The sums are how
 * the caller sees that all clients read the same.
 */
#define _DEFAULT_SOURCE

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "members.h"

void fail(const char *what) {
    fprintf(stderr, "%s\n", what);
    exit(EXIT_FAILURE);
}

const char *variable(const char *name) {
    const char *value = getenv(name);
    if (value == NULL) {
        fail(name);
    }
    return value;
}

static double wall_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double cpu_ms(const struct rusage *used) {
    double user = (double)used->ru_utime.tv_sec * 1e3 + (double)used->ru_utime.tv_usec / 1e3;
    return user + (double)used->ru_stime.tv_sec * 1e3 + (double)used->ru_stime.tv_usec / 1e3;
}

/* What `getrusage` calls the peak begins at that of the program which started this one. */
static double peak_mib(void) {
    char line[200];
    long kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        if (sscanf(line, "VmHWM: %ld kB", &kib) == 1) {
            break;
        }
    }
    if (kib == 0) {
        fail("no peak");
    }
    fclose(status);
    return (double)kib / 1024;
}

int main(int argc, char **argv) {
    for (size_t at = 0; argc == 4 && clients[at].run != NULL; at++) {
        if (strcmp(clients[at].name, argv[2]) == 0) {
            struct rusage before, after;
            getrusage(RUSAGE_SELF, &before);
            double start = wall_ms();
            uint64_t sum = clients[at].run(argv[1], strcmp(argv[3], "three") == 0);
            double end = wall_ms();
            getrusage(RUSAGE_SELF, &after);
            printf("{\"wall_ms\":%.3f,\"cpu_ms\":%.3f,\"peak_mib\":%.3f,\"checksum\":%" PRIu64
                   "}\n",
                   end - start, cpu_ms(&after) - cpu_ms(&before), peak_mib(), sum);
            return EXIT_SUCCESS;
        }
    }
    fail("<w1|w2|w3|w4> <client> <every|three>");
}
