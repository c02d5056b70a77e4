/* Programs of users, which run in processes of their own. */
#ifndef PROGRAMS_H
#define PROGRAMS_H

#include "sandbox.h"

/* How a program ended, and all that it has printed. */
typedef struct ended {
    int code;
    lpa_text out;
    lpa_text err;
} ended;

/* The folder in which the programs of a test run, empty at first. */
const char *folder(void);

/*
 * Runs a program of the folder that EXAMPLES names to its end: its name and its arguments, then
 * NULL. It has nothing in its environment but that of the company. Whatever it does, it may print
 * no credential.
 */
ended run(const tenant *company, const char *const *arguments);

#define RUN(company, ...) run((company), (const char *const[]){__VA_ARGS__, NULL})

/* The text of a file in the folder; absent if there is none. */
lpa_text file(const char *name);

/* How many files there are in the folder. */
int files(void);

#endif
