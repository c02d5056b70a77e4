#define _DEFAULT_SOURCE

#include "programs.h"

#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* More than any program here prints, and any file holds. */
enum { MOST = 1 << 20 };

static char path[100];

static void remove_folder(void *nothing) {
    (void)nothing;
    char each[400];
    DIR *open = opendir(path);
    const struct dirent *entry;
    while (open != NULL && (entry = readdir(open)) != NULL) {
        snprintf(each, sizeof each, "%s/%s", path, entry->d_name);
        unlink(each);
    }
    closedir(open);
    rmdir(path);
    path[0] = '\0';
}

const char *folder(void) {
    if (path[0] == '\0') {
        snprintf(path, sizeof path, "%s/example-XXXXXX", P_tmpdir);
        CHECK(mkdtemp(path) != NULL);
        later(remove_folder, NULL);
    }
    return path;
}

/* Becomes the program. */
static void become(const tenant *company, const char *const *arguments, int out, int err) {
    static char variables[20][300], program[1000];
    static char *environment[21], *words[20];
    const char *name;
    json_t *value;
    size_t count = 0;
    json_object_foreach(company->environment, name, value) {
        snprintf(variables[count], sizeof *variables, "%s=%s", name, json_string_value(value));
        environment[count] = variables[count];
        count++;
    }
    /* A sanitizer finds nothing to free in a program that ends. */
    for (count = 0; arguments[count] != NULL; count++) {
        words[count] = strdup(arguments[count]);
    }
    snprintf(program, sizeof program, "%s/%s", getenv("EXAMPLES"), arguments[0]);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    if (chdir(folder()) == 0) {
        execve(program, words, environment);
    }
    _exit(127);
}

/* All that comes out of two pipes. */
static void read_both(const int pipes[2], char *const texts[2]) {
    struct pollfd open[2] = {{pipes[0], POLLIN, 0}, {pipes[1], POLLIN, 0}};
    size_t lengths[2] = {0, 0};
    for (int left = 2; left > 0;) {
        CHECK(poll(open, 2, 60000) > 0);
        for (int at = 0; at < 2; at++) {
            if (open[at].revents == 0) {
                continue;
            }
            ssize_t more = read(pipes[at], texts[at] + lengths[at], MOST - 1 - lengths[at]);
            if (more > 0) {
                lengths[at] += (size_t)more;
            } else {
                open[at].fd = -1;
                left--;
            }
        }
    }
    for (int at = 0; at < 2; at++) {
        texts[at][lengths[at]] = '\0';
        close(pipes[at]);
    }
}

ended run(const tenant *company, const char *const *arguments) {
    int out[2], err[2], status;
    CHECK(pipe(out) == 0 && pipe(err) == 0);
    folder();
    pid_t child = fork();
    if (child == 0) {
        become(company, arguments, out[1], err[1]);
    }
    close(out[1]);
    close(err[1]);
    char *texts[] = {KEEP(free, malloc(MOST)), KEEP(free, malloc(MOST))};
    read_both((const int[]){out[0], err[0]}, texts);
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
    ended ended = {WEXITSTATUS(status), {texts[0], strlen(texts[0])}, {texts[1], strlen(texts[1])}};
    const lpa_text printed[] = {ended.out, ended.err};
    for (size_t at = 0; at < LENGTH(printed); at++) {
        CHECK_LACKS(printed[at], company->api_key);
        CHECK_LACKS(printed[at], company->provhash);
    }
    return ended;
}

lpa_text file(const char *name) {
    char whole[300];
    snprintf(whole, sizeof whole, "%s/%s", folder(), name);
    FILE *open = fopen(whole, "r");
    if (open == NULL) {
        return (lpa_text){NULL, 0};
    }
    char *text = KEEP(free, malloc(MOST));
    size_t length = fread(text, 1, MOST - 1, open);
    fclose(open);
    text[length] = '\0';
    return (lpa_text){text, length};
}

int files(void) {
    DIR *open = opendir(folder());
    int count = 0;
    for (const struct dirent *entry; (entry = readdir(open)) != NULL;) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(open);
    return count;
}
