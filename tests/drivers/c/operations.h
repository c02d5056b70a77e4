/* The operations by their names. */

#ifndef DRIVER_OPERATIONS_H
#define DRIVER_OPERATIONS_H

#include "given.h"

/* An operation, and what plays it: it gives the answer, or NULL if there is none. */
struct operation {
    const char *name;
    json_t *(*play)(struct given *given);
};

/* All of them; behind the last one stands one without a name. */
extern const struct operation OPERATIONS[];

#endif
