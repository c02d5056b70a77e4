/* libcurl with cJSON: what one would take in C. Users are made into structs, or kept as the trees
 * of cJSON. */
#include <stdio.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "../members.h"
#include "requests.h"

/* The members of a user that each of the two APIs sends, in their order. */
enum { ID, NAME, EMAIL, STATUS, BUSINESS_MEMBERS };

static const char *const business_names[] = {"id", "name", "email", "accountStatus"};

enum {
    USERNAME, FULLNAME, MPSTRENGTH, CREATED, LAST_PW_CHANGE, LAST_LOGIN, NEVERLOGGEDIN,
    DISABLED, ADMIN, TOTALSCORE, LEGACYTOTALSCORE, HAS_SHARING_KEYS, DUOUSERNAME, MULTIFACTOR,
    LINKED, SITES, NOTES, FORMFILLS, APPLICATIONS, ATTACHMENTS, PASSWORD_RESET_REQUIRED, GROUPS,
    ATTRIBS, PROVISIONING_MEMBERS
};

static const char *const provisioning_names[] = {
    "username", "fullname", "mpstrength", "created", "last_pw_change", "last_login",
    "neverloggedin", "disabled", "admin", "totalscore", "legacytotalscore", "hasSharingKeys",
    "duousername", "multifactor", "linked", "sites", "notes", "formfills", "applications",
    "attachments", "password_reset_required", "groups", "attribs",
};

/* Finds the members of an object by their names, in one pass where they come in this order. */
static void find(const cJSON *object, const char *const *names, size_t count, cJSON **found) {
    memset(found, 0, count * sizeof *found);
    size_t expected = 0;
    for (cJSON *member = object->child; member != NULL; member = member->next) {
        for (size_t turn = 0; turn < count; turn++, expected++) {
            expected %= count;
            if (strcmp(names[expected], member->string) == 0) {
                found[expected++] = member;
                break;
            }
        }
    }
}

/*
 * Where the texts and lists of a page go, so that they outlive its tree: one piece of memory for
 * each page. A piece for each text takes six times as long, since malloc looks for room between all
 * those that stay.
 */
static char *room;

/* Room for what is in a body; what is not written to takes no memory. */
static void make_room(size_t body) {
    room = malloc(2 * body + 64);
}

static char *copy(const char *text) {
    size_t size = strlen(text) + 1;
    char *own = memcpy(room, text, size);
    room += size;
    return own;
}

static char *take(const cJSON *member) {
    return cJSON_IsString(member) ? copy(member->valuestring) : NULL;
}

/* A list of so many items of a size. */
static void *list_of(const cJSON *items, size_t size) {
    room += -(uintptr_t)room % sizeof(void *);
    void *list = room;
    room += (size_t)cJSON_GetArraySize(items) * size;
    return list;
}

static int64_t whole(const cJSON *member) {
    return cJSON_IsString(member)   ? strtoll(member->valuestring, NULL, 10)
           : cJSON_IsNumber(member) ? (int64_t)member->valuedouble
                                    : 0;
}

static double decimal(const cJSON *member) {
    return cJSON_IsString(member)   ? strtod(member->valuestring, NULL)
           : cJSON_IsNumber(member) ? member->valuedouble
                                    : 0;
}

typedef struct user {
    int64_t id;
    char *name, *email, *status;
} user;

typedef struct provisioned {
    char *id, *username, *fullname, *created, *last_pw_change, *last_login, *duousername,
        *multifactor, *linked;
    double totalscore, legacytotalscore;
    int64_t mpstrength, sites, notes, formfills, applications, attachments;
    bool neverloggedin, disabled, admin, has_sharing_keys, password_reset_required;
    char **groups;
    size_t groups_length;

    struct {
        char *name, *value;
    } *attribs;

    size_t attribs_length;
} provisioned;

static user make_user(const cJSON *object) {
    cJSON *found[BUSINESS_MEMBERS];
    find(object, business_names, BUSINESS_MEMBERS, found);
    return (user){whole(found[ID]), take(found[NAME]), take(found[EMAIL]), take(found[STATUS])};
}

static provisioned make_provisioned(const cJSON *object) {
    cJSON *found[PROVISIONING_MEMBERS];
    find(object, provisioning_names, PROVISIONING_MEMBERS, found);
    provisioned made = {
        .id = copy(object->string),
        .username = take(found[USERNAME]),
        .fullname = take(found[FULLNAME]),
        .mpstrength = whole(found[MPSTRENGTH]),
        .created = take(found[CREATED]),
        .last_pw_change = take(found[LAST_PW_CHANGE]),
        .last_login = take(found[LAST_LOGIN]),
        .neverloggedin = cJSON_IsTrue(found[NEVERLOGGEDIN]),
        .disabled = cJSON_IsTrue(found[DISABLED]),
        .admin = cJSON_IsTrue(found[ADMIN]),
        .totalscore = decimal(found[TOTALSCORE]),
        .legacytotalscore = decimal(found[LEGACYTOTALSCORE]),
        .has_sharing_keys = cJSON_IsTrue(found[HAS_SHARING_KEYS]),
        .duousername = take(found[DUOUSERNAME]),
        .multifactor = take(found[MULTIFACTOR]),
        .linked = take(found[LINKED]),
        .sites = whole(found[SITES]),
        .notes = whole(found[NOTES]),
        .formfills = whole(found[FORMFILLS]),
        .applications = whole(found[APPLICATIONS]),
        .attachments = whole(found[ATTACHMENTS]),
        .password_reset_required = cJSON_IsTrue(found[PASSWORD_RESET_REQUIRED]),
    };
    cJSON *item;
    if (found[GROUPS] != NULL) {
        made.groups = list_of(found[GROUPS], sizeof *made.groups);
        cJSON_ArrayForEach(item, found[GROUPS]) {
            made.groups[made.groups_length++] = take(item);
        }
    }
    if (found[ATTRIBS] != NULL) {
        made.attribs = list_of(found[ATTRIBS], sizeof *made.attribs);
        cJSON_ArrayForEach(item, found[ATTRIBS]) {
            made.attribs[made.attribs_length].name = copy(item->string);
            made.attribs[made.attribs_length++].value = take(item);
        }
    }
    return made;
}

static uint64_t of_user(const user *user) {
    return (uint64_t)user->id + length(user->name) + length(user->email) + length(user->status);
}

static uint64_t of_provisioned(const provisioned *user) {
    uint64_t sum = length(user->id) + length(user->username) + length(user->fullname) +
                   length(user->multifactor);
    sum += length(user->linked) + length(user->duousername);
    sum += of_time(user->created) + of_time(user->last_pw_change) + of_time(user->last_login);
    sum += (uint64_t)(user->neverloggedin + user->disabled + user->admin);
    sum += (uint64_t)(user->has_sharing_keys + user->password_reset_required);
    sum +=
        (uint64_t)user->mpstrength + (uint64_t)user->totalscore + (uint64_t)user->legacytotalscore;
    sum += (uint64_t)(user->sites + user->notes + user->formfills + user->applications +
                      user->attachments);
    for (size_t at = 0; at < user->groups_length; at++) {
        sum += length(user->groups[at]);
    }
    for (size_t at = 0; at < user->attribs_length; at++) {
        sum += length(user->attribs[at].name) + length(user->attribs[at].value);
    }
    return sum;
}

/* All that a list gave: structs of either kind, or the pages as they came. */
typedef struct kept {
    bool as_trees;
    user *users;
    provisioned *provisioned;
    size_t length;
    cJSON *pages[10000];
    size_t pages_length;
} kept;

static kept all;

static void keep(cJSON *page, size_t size, cJSON *items, bool is_business) {
    if (all.as_trees) {
        all.pages[all.pages_length++] = page;
        all.length += (size_t)cJSON_GetArraySize(items);
        return;
    }
    make_room(size);
    size_t more = all.length + (size_t)cJSON_GetArraySize(items);
    if (is_business) {
        all.users = realloc(all.users, more * sizeof *all.users);
    } else {
        all.provisioned = realloc(all.provisioned, more * sizeof *all.provisioned);
    }
    cJSON *item;
    cJSON_ArrayForEach(item, items) {
        if (is_business) {
            all.users[all.length++] = make_user(item);
        } else {
            all.provisioned[all.length++] = make_provisioned(item);
        }
    }
    cJSON_Delete(page);
}

static cJSON *parse(const body *body) {
    cJSON *page = cJSON_ParseWithLength(body->text, body->length);
    if (page == NULL) {
        fail("no JSON");
    }
    return page;
}

static void list_business(void) {
    body body = {0};
    CURL *handle = business(&body);
    char path[600] = "/v1/users?max-results=500";
    for (bool is_last = false; !is_last;) {
        set_path(handle, path);
        perform(handle, &body);
        cJSON *page = parse(&body);
        const char *token =
            cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(page, "nextPageToken"));
        is_last = token == NULL || *token == '\0';
        if (!is_last) {
            char *escaped = curl_easy_escape(handle, token, 0);
            snprintf(path, sizeof path, "/v1/users?max-results=500&page-token=%s", escaped);
            curl_free(escaped);
        }
        keep(page, body.length, cJSON_GetObjectItemCaseSensitive(page, "items"), true);
    }
}

static void list_provisioned(void) {
    body body = {0};
    CURL *handle = provisioning(&body);
    size_t total;
    int index = 0;
    do {
        char command[400];
        snprintf(command, sizeof command,
                 "{\"cid\":%s,\"provhash\":\"%s\",\"cmd\":\"getuserdata\","
                 "\"data\":{\"pagesize\":2000,\"pageindex\":%d}}",
                 variable("LASTPASS_CID"), variable("LASTPASS_PROVHASH"), index++);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, command);
        perform(handle, &body);
        cJSON *page = parse(&body);
        total = (size_t)cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(page, "total"));
        keep(page, body.length, cJSON_GetObjectItemCaseSensitive(page, "Users"), false);
    } while (all.length < total);
}

static uint64_t of_three(const char *id, const char *username, bool disabled) {
    return length(id) + length(username) + disabled;
}

/* A user of a tree is read by the names of its members; what takes them out makes a struct, and
 * this does not. */
static uint64_t of_tree(cJSON *item, bool is_business, bool three) {
    cJSON *found[PROVISIONING_MEMBERS];
    if (is_business) {
        find(item, business_names, BUSINESS_MEMBERS, found);
        uint64_t name = three ? 0 : length(cJSON_GetStringValue(found[NAME]));
        return (uint64_t)whole(found[ID]) + name + length(cJSON_GetStringValue(found[EMAIL])) +
               length(cJSON_GetStringValue(found[STATUS]));
    }
    if (three) {
        return of_three(item->string,
                        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "username")),
                        cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(item, "disabled")));
    }
    find(item, provisioning_names, PROVISIONING_MEMBERS, found);
    static const int texts[] = {USERNAME, FULLNAME, MULTIFACTOR, LINKED, DUOUSERNAME};
    static const int times[] = {CREATED, LAST_PW_CHANGE, LAST_LOGIN};
    static const int flags[] = {NEVERLOGGEDIN, DISABLED, ADMIN, HAS_SHARING_KEYS,
                                PASSWORD_RESET_REQUIRED};
    static const int numbers[] = {MPSTRENGTH, SITES, NOTES, FORMFILLS, APPLICATIONS, ATTACHMENTS};
    uint64_t sum = length(item->string) + (uint64_t)decimal(found[TOTALSCORE]) +
                   (uint64_t)decimal(found[LEGACYTOTALSCORE]);
    for (size_t at = 0; at < sizeof texts / sizeof *texts; at++) {
        sum += length(cJSON_GetStringValue(found[texts[at]]));
    }
    for (size_t at = 0; at < sizeof times / sizeof *times; at++) {
        sum += of_time(cJSON_GetStringValue(found[times[at]]));
    }
    for (size_t at = 0; at < sizeof flags / sizeof *flags; at++) {
        sum += (uint64_t)cJSON_IsTrue(found[flags[at]]);
    }
    for (size_t at = 0; at < sizeof numbers / sizeof *numbers; at++) {
        sum += (uint64_t)whole(found[numbers[at]]);
    }
    cJSON *inner;
    cJSON_ArrayForEach(inner, found[GROUPS]) {
        sum += length(cJSON_GetStringValue(inner));
    }
    cJSON_ArrayForEach(inner, found[ATTRIBS]) {
        sum += length(inner->string) + length(cJSON_GetStringValue(inner));
    }
    return sum;
}

static uint64_t sum_up(bool is_business, bool three) {
    uint64_t sum = 0;
    for (size_t at = 0; at < all.pages_length; at++) {
        cJSON *item;
        cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(
                                     all.pages[at], is_business ? "items" : "Users")) {
            sum += of_tree(item, is_business, three);
        }
    }
    for (size_t at = 0; !all.as_trees && at < all.length; at++) {
        if (is_business) {
            sum += of_user(&all.users[at]) - (three ? length(all.users[at].name) : 0);
        } else if (three) {
            const provisioned *user = &all.provisioned[at];
            sum += of_three(user->id, user->username, user->disabled);
        } else {
            sum += of_provisioned(&all.provisioned[at]);
        }
    }
    return sum;
}

/* The ids of the first page, which are read one by one, in turns. */
static size_t first_ids(int64_t ids[500]) {
    body body = {0};
    CURL *handle = business(&body);
    set_path(handle, "/v1/users?max-results=500");
    perform(handle, &body);
    cJSON *page = parse(&body), *item;
    size_t count = 0;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(page, "items")) {
        ids[count++] = whole(cJSON_GetObjectItemCaseSensitive(item, "id"));
    }
    cJSON_Delete(page);
    curl_easy_cleanup(handle);
    free(body.text);
    return count;
}

static void set_user(CURL *handle, int64_t id) {
    char path[60];
    snprintf(path, sizeof path, "/v1/users/%lld", (long long)id);
    set_path(handle, path);
}

static uint64_t of_answer(const body *body) {
    cJSON *object = parse(body);
    make_room(body->length);
    char *texts = room;
    user read = make_user(object);
    uint64_t sum = of_user(&read);
    free(texts);
    cJSON_Delete(object);
    return sum;
}

static uint64_t read_one_by_one(void) {
    int64_t ids[500];
    size_t count = first_ids(ids);
    body body = {0};
    CURL *handle = business(&body);
    uint64_t sum = 0;
    for (size_t turn = 0; turn < W3_READS; turn++) {
        set_user(handle, ids[turn % count]);
        perform(handle, &body);
        sum += of_answer(&body);
    }
    return sum;
}

/* Many in flight on one thread: what the multi interface is for. */
static uint64_t read_at_once(void) {
    int64_t ids[500];
    size_t count = first_ids(ids), begun = 0;
    static body bodies[W2_IN_FLIGHT];
    CURLM *multi = curl_multi_init();
    for (; begun < W2_IN_FLIGHT; begun++) {
        CURL *handle = business(&bodies[begun]);
        curl_easy_setopt(handle, CURLOPT_PRIVATE, &bodies[begun]);
        set_user(handle, ids[begun % count]);
        curl_multi_add_handle(multi, handle);
    }
    uint64_t sum = 0;
    for (int running = 1, left; running > 0;) {
        curl_multi_perform(multi, &running);
        for (CURLMsg *message; (message = curl_multi_info_read(multi, &left)) != NULL;) {
            CURL *handle = message->easy_handle;
            body *body;
            if (message->data.result != CURLE_OK) {
                fail("no answer");
            }
            require_success(handle);
            curl_easy_getinfo(handle, CURLINFO_PRIVATE, &body);
            sum += of_answer(body);
            body->length = 0;
            curl_multi_remove_handle(multi, handle);
            if (begun < W2_READS) {
                set_user(handle, ids[begun++ % count]);
                curl_multi_add_handle(multi, handle);
                running = 1;
            }
        }
        if (running > 0) {
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
        }
    }
    return sum;
}

static uint64_t run(const char *workload, bool three, bool as_trees) {
    curl_global_init(CURL_GLOBAL_ALL);
    all.as_trees = as_trees;
    if (strcmp(workload, "w2") == 0) {
        return read_at_once();
    }
    if (strcmp(workload, "w3") == 0) {
        return read_one_by_one();
    }
    bool is_business = strcmp(workload, "w1") == 0;
    if (is_business) {
        list_business();
    } else {
        list_provisioned();
    }
    return sum_up(is_business, three);
}

static uint64_t structs(const char *workload, bool three) {
    return run(workload, three, false);
}

static uint64_t trees(const char *workload, bool three) {
    return run(workload, three, true);
}

const struct named_client clients[] = {{"curl", structs}, {"curl-trees", trees}, {NULL, NULL}};
