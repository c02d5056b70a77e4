/* Reading a list: to its end, some pages of it, or some items of it. */

#include "listing.h"

#include "cells.h"

static json_t *summary_of(const lpa_pager *pager)
{
    const lpa_summary known = lpa_pager_summary(pager);
    json_t *json = json_object();
    put(json, "items", json_integer((json_int_t)known.items));
    put(json, "duplicates", json_integer((json_int_t)known.duplicates));
    put(json, "total", of_integer(known.total));
    put(json, "complete", of_flag(known.complete));
    put(json, "resumed", of_flag(known.resumed));
    put(json, "is_inconsistent", of_flag(known.is_inconsistent));
    return json;
}

/* What a page holds; a page that does not hold what its list is of is a fault. */
static json_t *page_of(struct given *given, const lpa_page *page,
                       json_t *(*items)(const lpa_page *page))
{
    json_t *list = items(page);
    if (json_array_size(list) != page->length) {
        given_fault(given, "a page of %s holds something else", page->type_name.data);
    }
    return list;
}

json_t *read_list(struct given *given, lpa_pager *pager, json_t *(*items)(const lpa_page *page))
{
    const json_t *first = json_object_get(given->read, "first");
    const json_t *pages = json_object_get(given->read, "pages");
    const size_t wanted = first == NULL ? SIZE_MAX : (size_t)json_integer_value(first);
    const size_t most = pages == NULL ? SIZE_MAX : (size_t)json_integer_value(pages);
    json_t *answer = json_object();
    json_t *list = json_array();
    json_t *position = NULL;
    put(answer, pages == NULL ? "items" : "pages", list);
    while (json_array_size(list) < (pages == NULL ? wanted : most)) {
        lpa_page *page = NULL;
        given->status = lpa_pager_next_page(pager, &page, &given->error);
        if (page == NULL) {
            break;
        }
        json_t *own = page_of(given, page, items);
        if (pages != NULL) {
            json_array_append_new(list, own);
        } else {
            json_array_extend(list, own);
            json_decref(own);
        }
        if (json_array_size(list) > wanted) {
            /* What is left of the page is read again from its position. */
            position = of_text(page->token);
            while (json_array_size(list) > wanted) {
                json_array_remove(list, json_array_size(list) - 1);
            }
        }
        lpa_page_free(page);
    }
    if (first != NULL || pages != NULL) {
        put(answer, "page_token", position == NULL ? of_text(lpa_pager_page_token(pager)) : position);
    }
    if (json_is_string(given->read)) {
        put(answer, "summary", summary_of(pager));
    }
    if (!is_ok(given)) {
        json_decref(answer);
        return NULL;
    }
    return answer;
}
