/*
 * Tests and what they check. A test is a function without parameters; a check that does not hold
 * ends its test, and the next one runs.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lastpass_admin.h>

typedef struct test {
    const char *name;
    void (*run)(void);
} test;

/* Runs the tests, or the one that the command line names, and gives the exit code of the program.
 */
int run_tests(int count, char **names, const test *tests, size_t length);

#define MAIN(...)                                                                  \
    int main(int argc, char **argv) {                                              \
        static const test tests[] = {__VA_ARGS__};                                 \
        return run_tests(argc - 1, argv + 1, tests, sizeof tests / sizeof *tests); \
    }

/* A test by the name of its function. */
#define TEST(function) {#function, function}

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* Names the case of a table that the checks to come belong to, until the test ends. */
void in_case(const char *name);

/* Frees something when the test ends, however it ends; what was given last goes first. Gives it
 * back. */
void *later(void (*release)(void *), void *what);

/* The same for what is freed by a function of its type. */
#define KEEP(release, what) later((void (*)(void *))(release), (void *)(what))

/* The error of the last call in OK or FAILS: a call writes it only if it fails. */
extern lpa_error *why;

/* Checks that a call, which takes &why, succeeds and writes no error. */
#define OK(call) (forget_why(), check_ok((call), #call, __FILE__, __LINE__))

/* Checks that a call, which takes &why, fails with this status; the error is then `why`. */
#define FAILS(status, call) (forget_why(), check_fails((status), (call), #call, __FILE__, __LINE__))

#define CHECK(holds) check((holds), #holds, __FILE__, __LINE__)
#define CHECK_NUMBER(found, expected) \
    check_number((int64_t)(found), (int64_t)(expected), #found, __FILE__, __LINE__)

/* A text; NULL is one that is absent. What stands behind its end is checked too. */
#define CHECK_TEXT(found, expected) check_text((found), (expected), #found, __FILE__, __LINE__)

/* Whether a text holds another one. */
#define CHECK_HOLDS(found, part) check_holds((found), (part), true, #found, __FILE__, __LINE__)
#define CHECK_LACKS(found, part) check_holds((found), (part), false, #found, __FILE__, __LINE__)

void forget_why(void);
void check(bool holds, const char *what, const char *file, int line);
void check_ok(lpa_status status, const char *call, const char *file, int line);
void check_fails(lpa_status expected, lpa_status status, const char *call, const char *file,
                 int line);
void check_number(int64_t found, int64_t expected, const char *what, const char *file, int line);
void check_text(lpa_text found, const char *expected, const char *what, const char *file, int line);
void check_holds(lpa_text found, const char *part, bool holds, const char *what, const char *file,
                 int line);

#endif
