/** LIKE: `%` is any text, `_` is any one character, everything else itself; the whole value has to fit (STIX 2.1, section 9.6.1). */

/**
 * True when the value fits. Both are compared in Unicode's form NFC. Goes back only to the last `%`, so at most the product of both lengths is
 * looked at.
 */
export function isLike(value: string, pattern: string): boolean {
  const text = [...value.normalize("NFC")];
  const like = [...pattern.normalize("NFC")];
  let at = 0;
  let index = 0;
  let wildcard = -1;
  let resumed = 0;
  while (at < text.length) {
    if (like[index] === "%") {
      wildcard = index;
      resumed = at;
      index += 1;
    } else if (index < like.length && (like[index] === "_" || like[index] === text[at])) {
      at += 1;
      index += 1;
    } else if (wildcard >= 0) {
      resumed += 1;
      at = resumed;
      index = wildcard + 1;
    } else return false;
  }
  return like.slice(index).every((each) => each === "%");
}
