/** Names of JavaScript, and those that are the same in every language. */

/** `account_status` as `accountStatus`. */
export function camel(name) {
  return name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
}

/** `accountStatus` as `account_status`. */
export function snake(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** An object with other names for its members. */
export function renamed(members, name) {
  return Object.fromEntries(Object.entries(members).map(([own, value]) => [name(own), value]));
}
