/* The C driver of the scenarios: a step as a line of JSON in, its outcome as a line of JSON out.
 *
 * It plays the steps through the typed functions of the library alone; tests/README.md describes
 * the protocol. */

#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>

#include "session.h"

int main(void)
{
    struct session session = {0};
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        json_error_t error;
        json_t *step = json_loads(line, JSON_ALLOW_NUL, &error);
        json_t *outcome = step == NULL ? json_pack("{s:s}", "fault", error.text)
                                       : session_play(&session, step);
        char *text = json_dumps(outcome, JSON_COMPACT);
        if (text == NULL) {
            text = json_dumps(json_pack("{s:s}", "fault", "the outcome is no JSON"), JSON_COMPACT);
        }
        puts(text);
        fflush(stdout);
        free(text);
        json_decref(outcome);
        json_decref(step);
    }
    session_close(&session);
    free(line);
    return 0;
}
