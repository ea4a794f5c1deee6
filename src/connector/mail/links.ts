/** Links of a mail's text and HTML, also those that somebody defanged; and links that show another host than they lead to. */
import { hostOfUrl } from "../draft-parts.ts";

export interface MailLink {
  url: string;
  /** The host that the visible text names, where it is another than the link's. */
  shown: string;
}

const MAX_LINKS = 100;
const MAX_TEXT = 500_000;

/** The addresses written in a text, with `hxxp`, `[.]`, `(.)` and `[:]` undone. Each once. */
export function linksOfText(text: string): MailLink[] {
  const found = text.slice(0, MAX_TEXT).match(/h(?:tt|xx)ps?(?::|\[:\])\/\/[^\s<>"'`]{1,2000}/gi) ?? [];
  const urls = found.slice(0, MAX_LINKS * 5).map((one) => refang(one).replace(/[).,;!?\]]{1,5}$/, ""));
  return [...new Set(urls)].slice(0, MAX_LINKS).map((url) => ({ url, shown: "" }));
}

/** What defanging changed, as it was. */
export function refang(text: string): string {
  return text
    .replace(/^hxxp/i, "http")
    .replaceAll("[:]", ":")
    .replace(/\[\.\]|\(\.\)|\[dot\]|\(dot\)/gi, ".");
}

/** The links of `<a href>`, with the host that their visible text pretends; forms' targets too. */
export function linksOfHtml(html: string): MailLink[] {
  const links: MailLink[] = [];
  const source = html.slice(0, MAX_TEXT);
  const lower = source.toLowerCase();
  for (const tag of ["<a", "<form", "<area"]) {
    for (let at = lower.indexOf(tag); at !== -1 && links.length < MAX_LINKS; at = lower.indexOf(tag, at + 2)) {
      const end = lower.indexOf(">", at);
      if (end === -1) break;
      const url = attributeOf(source.slice(at, Math.min(end, at + 5000)), tag === "<form" ? "action" : "href");
      if (!/^https?:\/\//i.test(url)) continue;
      const close = tag === "<a" ? lower.indexOf("</a", end) : end;
      links.push({
        url,
        shown: pretended(url, source.slice(end + 1, Math.min(close === -1 ? end : close, end + 2000))),
      });
    }
  }
  return links;
}

function attributeOf(tag: string, name: string): string {
  const match = new RegExp(
    `\\s${name}\\s{0,5}=\\s{0,5}(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\\s"'>]{1,4000}))`,
    "i",
  ).exec(tag);
  return entitiesUndone((match?.[1] ?? match?.[2] ?? match?.[3] ?? "").trim());
}

/** The host that the visible text names, when it is neither the link's nor a part of the same domain. */
function pretended(url: string, visible: string): string {
  const words = textOfHtml(visible).trim();
  const match = /^(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.){1,10}[a-z]{2,24})(?:[/?#:]\S{0,500})?$/i.exec(words);
  const shown = (match?.[1] ?? "").toLowerCase();
  const host = hostOfUrl(url);
  if (shown === "" || host === "") return "";
  const plain = (name: string) => name.replace(/^www\./, "");
  const [a, b] = [plain(shown), plain(host)];
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`) ? "" : shown;
}

/** The text of HTML: tags, styles and scripts gone, the commonest entities undone. Bounded; not for display. */
export function textOfHtml(html: string): string {
  const pieces: string[] = [];
  const source = html.slice(0, MAX_TEXT);
  const lower = source.toLowerCase();
  for (let at = 0; at < source.length; ) {
    const open = source.indexOf("<", at);
    pieces.push(source.slice(at, open === -1 ? undefined : open));
    if (open === -1) break;
    const hidden = ["style", "script"].find((tag) => lower.startsWith(`<${tag}`, open));
    const from = hidden === undefined ? open : lower.indexOf(`</${hidden}`, open);
    const close = from === -1 ? -1 : source.indexOf(">", from);
    if (close === -1) break;
    at = close + 1;
  }
  return entitiesUndone(pieces.join(" "))
    .replace(/[ \t]{1,1000}/g, " ")
    .trim();
}

function entitiesUndone(text: string): string {
  return text
    .replaceAll("&nbsp;", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
