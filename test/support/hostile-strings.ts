/** What attackers write where they hope to be read by a browser. */
const PAYLOADS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "javascript:alert(1)",
  "<a href='javascript:alert(1)'>here</a>",
  "<iframe srcdoc='<script>parent.alert(1)</script>'>",
  "<style>*{display:none}</style>",
  "{{constructor.constructor('alert(1)')()}}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what an attacker would write.
  "${alert(1)}",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  "</title><script>alert(1)</script>",
  "<details open ontoggle=alert(1)>",
  "<input autofocus onfocus=alert(1)>",
  "data:text/html,<script>alert(1)</script>",
  "\u202eexe.gpj",
  "<form action=//evil.example.com><button>go",
  "<meta http-equiv=refresh content='0;url=//evil.example.com'>",
  "<base href=//evil.example.com>",
  "<object data=//evil.example.com>",
  "http://evil.example.com/?<script>alert(1)</script>",
];

const DRESSES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `x${text}`,
  (text) => `${text} y`,
  (text) => `'${text}`,
  (text) => `"${text}`,
  (text) => `<!--${text}-->`,
  (text) => `<![CDATA[${text}]]>`,
  (text) => text.toUpperCase(),
  (text) => `<b>${text}</b>`,
  (text) => `]]>${text}`,
];

/** Each payload, dressed in ten ways. */
export const HOSTILE = PAYLOADS.flatMap((text) => DRESSES.map((dress) => dress(text)));

/** One after the other, and from the beginning again. */
export function* hostileTexts(): Generator<string, never> {
  for (let n = 0; ; n = (n + 1) % HOSTILE.length) yield HOSTILE[n]!;
}
