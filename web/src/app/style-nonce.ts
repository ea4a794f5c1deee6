/** The nonce of this page. Libraries that write style sheets at run time (scroll locks, the editor) look for it here, and the browser lets only those in. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>("meta[name=style-nonce]")?.content ?? "";
}

/** Tells the libraries that ask for it by this name. */
export function allowStyleSheets(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
