/* Members of records as JSON. */

#ifndef DRIVER_CELLS_H
#define DRIVER_CELLS_H

#include <jansson.h>
#include <lastpass_admin.h>

/* What is absent is null. */
json_t *of_text(lpa_text text);
json_t *of_json(lpa_text text);
json_t *of_integer(lpa_integer number);
json_t *of_number(lpa_number number);
json_t *of_flag(lpa_flag flag);
json_t *of_time(lpa_time time);
json_t *of_instant(lpa_time time);
json_t *of_texts(lpa_texts texts);
json_t *of_text_map(lpa_text_map map);

/* A list of records: where they stand, how many there are, their size, and what makes JSON of one. */
json_t *json_items(const void *items, size_t length, size_t size, json_t *(*one)(const void *));

/* A list as it stands in a record. */
#define ITEMS(list, one) json_items((list).items, (list).length, sizeof *(list).items, one)

/* Sets a member. */
void put(json_t *json, const char *name, json_t *value);

/* Sets the members that the library does not know, if there are any. */
void put_extra(json_t *json, lpa_text extra);

#endif
