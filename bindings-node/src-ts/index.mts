/** The entry for ES modules: the same objects as `require` gives, so that there is one of each class. */

export * from './index.js';
