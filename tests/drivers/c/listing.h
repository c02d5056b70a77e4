/* Reading a list: to its end, some pages of it, or some items of it. */

#ifndef DRIVER_LISTING_H
#define DRIVER_LISTING_H

#include "given.h"

/* Reads as far as the step says; `items` makes a list of what a page holds. NULL if that fails. */
json_t *read_list(struct given *given, lpa_pager *pager, json_t *(*items)(const lpa_page *page));

#endif
