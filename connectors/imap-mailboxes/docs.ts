/** The protocol that every action of this connector speaks. */
export const IMAP_DOCS = "https://www.rfc-editor.org/rfc/rfc9051";
