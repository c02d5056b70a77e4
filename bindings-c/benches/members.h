/* What is read of the users, the same for all clients: the sums show that all of them read the
 * same. */
#ifndef MEMBERS_H
#define MEMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The reads of single users, and how many are in flight at once. */
enum { W2_READS = 5000, W2_IN_FLIGHT = 32, W3_READS = 2000 };

/* Does a workload: w1, w2, w3 or w4; reads three members of each user of a list, or else every one.
 * Gives the sum. */
typedef uint64_t client(const char *workload, bool three);

/* The clients of this program by their names; one without a name is the end. */
extern const struct named_client {
    const char *name;
    client *run;
} clients[];

/* What a variable of the environment holds; ends the program if there is none. */
const char *variable(const char *name);

/* Ends the program: a benchmark has no use for a failure. */
_Noreturn void fail(const char *what);

static inline uint64_t length(const char *text) {
    return text == NULL ? 0 : strlen(text);
}

/* The day and the seconds of a time. */
static inline uint64_t of_time(const char *text) {
    if (text == NULL || *text == '\0') {
        return 0;
    }
    return (uint64_t)((text[8] - '0') * 10 + text[9] - '0' + (text[17] - '0') * 10 + text[18] -
                      '0');
}

#endif
