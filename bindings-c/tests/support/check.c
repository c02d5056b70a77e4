#include "check.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Neither NULL nor the address of anything: what a call has no business to touch. */
#define UNTOUCHED ((lpa_error *)(uintptr_t)0xdead)

lpa_error *why = UNTOUCHED;

static jmp_buf end_of_test;
static const char *case_name;

static struct {
    void (*release)(void *);
    void *what;
} kept[1000];

static size_t kept_length;

void in_case(const char *name) {
    case_name = name;
}

void *later(void (*release)(void *), void *what) {
    CHECK(kept_length < LENGTH(kept));
    kept[kept_length].release = release;
    kept[kept_length++].what = what;
    return what;
}

void forget_why(void) {
    if (why != UNTOUCHED) {
        lpa_error_free(why);
    }
    why = UNTOUCHED;
}

/* Runs a test, and says whether it passed. */
static bool passes(const test *test) {
    if (setjmp(end_of_test) == 0) {
        test->run();
        return true;
    }
    fprintf(stderr, "FAILED: %s\n", test->name);
    return false;
}

static void clean_up(void) {
    case_name = NULL;
    forget_why();
    while (kept_length > 0) {
        kept_length--;
        kept[kept_length].release(kept[kept_length].what);
    }
}

int run_tests(int count, char **names, const test *tests, size_t length) {
    size_t failed = 0, passed = 0;
    for (size_t at = 0; at < length; at++) {
        bool is_wanted = count == 0;
        for (int name = 0; name < count; name++) {
            is_wanted = is_wanted || strcmp(names[name], tests[at].name) == 0;
        }
        if (is_wanted) {
            *(passes(&tests[at]) ? &passed : &failed) += 1;
            clean_up();
        }
    }
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed == 0 && passed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Says where and in which case something does not hold; the line is to be completed by the caller.
 */
static void complain(const char *file, int line) {
    fprintf(stderr, "%s:%d: ", file, line);
    if (case_name != NULL) {
        fprintf(stderr, "[%s] ", case_name);
    }
}

void check(bool holds, const char *what, const char *file, int line) {
    if (!holds) {
        complain(file, line);
        fprintf(stderr, "%s\n", what);
        longjmp(end_of_test, 1);
    }
}

void check_ok(lpa_status status, const char *call, const char *file, int line) {
    if (status != LPA_OK) {
        complain(file, line);
        fprintf(stderr, "%s: %s\n", call, why == UNTOUCHED ? "no error" : lpa_error_text(why).data);
        longjmp(end_of_test, 1);
    }
    check(why == UNTOUCHED, "a call that succeeds writes no error", file, line);
}

void check_fails(lpa_status expected, lpa_status status, const char *call, const char *file,
                 int line) {
    if (status != expected) {
        const char *text = status == LPA_OK ? "success" : lpa_error_text(why).data;
        complain(file, line);
        fprintf(stderr, "%s: %s, and not %d\n", call, text, (int)expected);
        longjmp(end_of_test, 1);
    }
    check(why != UNTOUCHED && why != NULL, "a call that fails writes an error", file, line);
    check_number(lpa_error_kind(why), expected, "the kind of the error", file, line);
}

void check_number(int64_t found, int64_t expected, const char *what, const char *file, int line) {
    if (found != expected) {
        complain(file, line);
        fprintf(stderr, "%s is %" PRId64 ", and not %" PRId64 "\n", what, found, expected);
        longjmp(end_of_test, 1);
    }
}

void check_text(lpa_text found, const char *expected, const char *what, const char *file,
                int line) {
    bool is_same = found.data == NULL || expected == NULL ? found.data == expected
                                                          : strcmp(found.data, expected) == 0;
    if (!is_same) {
        complain(file, line);
        fprintf(stderr, "%s is \"%s\", and not \"%s\"\n", what,
                found.data ? found.data : "(absent)", expected ? expected : "(absent)");
        longjmp(end_of_test, 1);
    }
    size_t length = expected == NULL ? 0 : strlen(expected);
    check(found.length == length, "the length of a text is that up to its NUL", file, line);
}

void check_holds(lpa_text found, const char *part, bool holds, const char *what, const char *file,
                 int line) {
    const char *text = found.data == NULL ? "" : found.data;
    if ((strstr(text, part) != NULL) != holds) {
        complain(file, line);
        fprintf(stderr, "%s %s \"%s\": %s\n", what, holds ? "lacks" : "holds", part, text);
        longjmp(end_of_test, 1);
    }
}
