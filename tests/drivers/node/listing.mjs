/** Reading a list: to its end, some pages of it, or some items of it. */

import { canonical, record } from './answers.mjs';

/** Reads as far as a step says: nothing, `{"first": 3}`, `{"pages": 2}` or `"summary"`. */
export async function read(pager, how) {
  const { first, pages } = how;
  if (first !== undefined) {
    const items = await some(pager, first);
    return { items: items.map(record), page_token: pager.pageToken };
  }
  if (pages !== undefined) {
    const found = await some(pager.pages(), pages);
    return { pages: found.map(({ items }) => items.map(record)), page_token: pager.pageToken };
  }
  const items = (await pager.toArray()).map(record);
  return how === 'summary' ? { items, summary: canonical(pager.summary) } : { items };
}

/** So many of them, and none further. */
async function some(source, count) {
  const found = [];
  const iterator = source[Symbol.asyncIterator]();
  while (found.length < count) {
    const { done, value } = await iterator.next();
    if (done) {
      break;
    }
    found.push(value);
  }
  return found;
}
