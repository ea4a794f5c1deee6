import { domainToUnicode } from "node:url";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, test } from "vitest";
import { OBSERVABLE_TYPES, type Observable } from "../model/observable.ts";
import { canonicalObservable, mergeObservables } from "./canonical-entity.ts";

const DOTS = ["[.]", "(.)", "{.}", "[dot]", "(DOT)", " [.] ".trim()];
/** Some of the dots written so that nobody follows the link. */
const defanged = (text: string, dot: string, every: boolean) =>
  every ? text.replaceAll(".", dot) : text.replace(".", dot);
const dot = fc.constantFrom(...DOTS);
const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}[a-z]$/);
const idn = fc.constantFrom("bücher", "münchen", "пример", "例え", "straße-x", "café");
const domain = fc
  .tuple(fc.oneof(label, idn), label, fc.constantFrom("example", "com", "xn--p1ai"))
  .map((parts) => parts.join("."));

/** Every way in which people and products write one domain. */
function domainForms(name: string, mark: string, every: boolean): string[] {
  const puny = new URL(`http://${name}`).hostname;
  const unicode = domainToUnicode(puny);
  return [
    name,
    puny,
    unicode,
    unicode.normalize("NFD"),
    puny.toUpperCase(),
    `${puny}.`,
    ` ${puny} `,
    defanged(puny, mark, every),
    `${defanged(puny, mark, every)}.`,
  ];
}

/** With every nought that may be left out. */
function inFull(address: ipaddr.IPv6): string {
  return address.parts.map((part) => part.toString(16).padStart(4, "0")).join(":");
}

function v4Forms(ip: string, mark: string, every: boolean): string[] {
  const mapped = ipaddr.IPv4.parse(ip).toIPv4MappedAddress();
  return [
    ...[ip, ` ${ip} `, defanged(ip, mark, every), `::ffff:${ip}`, `::FFFF:${ip}`, `0:0:0:0:0:ffff:${ip}`],
    ...[mapped.toNormalizedString(), inFull(mapped).toUpperCase(), `[${mapped.toRFC5952String()}]`],
  ];
}

function v6Forms(ip: string): string[] {
  const address = ipaddr.IPv6.parse(ip);
  const short = address.toRFC5952String();
  return [
    ...[ip, short, short.toUpperCase(), address.toNormalizedString(), inFull(address), `[${short}]`],
    ...[`${short}%eth0`, short.replaceAll(":", "[:]"), ` ${short} `],
  ];
}

const observed = (type: Observable["type"], values: string[]) =>
  mergeObservables(values.map((value) => ({ type, value })));

describe("all forms of one thing are one observable:", () => {
  test("an IPv4 address, also defanged and mapped into IPv6", () => {
    fc.assert(
      fc.property(fc.ipV4(), dot, fc.boolean(), (ip, mark, every) => {
        expect(observed("ip", v4Forms(ip, mark, every))).toEqual([{ type: "ip", value: ip }]);
      }),
    );
  });

  test("an IPv6 address, whatever was left out, in brackets, with a zone", () => {
    fc.assert(fc.property(fc.ipV6(), (ip) => void expect(observed("ip", v6Forms(ip))).toHaveLength(1)));
  });

  test("a domain, also in its own script, in punycode, defanged and with the root's dot", () => {
    fc.assert(
      fc.property(domain, dot, fc.boolean(), (name, mark, every) => {
        const found = observed("domain", domainForms(name, mark, every));
        expect(found).toEqual([{ type: "domain", value: new URL(`http://${name}`).hostname }]);
      }),
    );
  });

  test("a domain and a host of that name, an address and a host that is called by it", () => {
    fc.assert(
      fc.property(domain, fc.ipV4(), (name, ip) => {
        const mixed: Observable[] = [
          ...(["host", "domain"] as const).map((type) => ({ type, value: name })),
          ...(["ip", "host", "domain"] as const).map((type) => ({ type, value: ip })),
        ];
        expect(mergeObservables(mixed)).toHaveLength(2);
        expect(mergeObservables(mixed.reverse())).toHaveLength(2);
      }),
    );
  });

  test("a URL, defanged or not, its host in any form", () => {
    fc.assert(
      fc.property(domain, dot, fc.boolean(), (name, mark, every) => {
        const path = "/a/B?c=%20d";
        const forms = domainForms(name, mark, every).map((host) => host.trim());
        const urls = [
          ...forms.flatMap((host) => [`http://${host}${path}`, `hxxp://${host}${path}`, `HTTP://${host}:80${path}`]),
          ...forms.flatMap((host) => [
            `hxxp[:]//${host}${path}`,
            `hxxp[://]${host}${path}`,
            `http:\\\\${host}${path}`.replace("\\\\", "//"),
          ]),
        ];
        expect(observed("url", urls)).toHaveLength(1);
      }),
    );
  });

  test("a mail address, with a name before it, defanged, its domain in any form", () => {
    fc.assert(
      fc.property(label, domain, dot, fc.boolean(), (who, name, mark, every) => {
        const forms = domainForms(name, mark, every).map((host) => host.trim());
        const mails = forms.flatMap((host) => [
          `${who}@${host}`,
          `${who.toUpperCase()}[at]${host}`,
          `Some One <${who}[@]${host}>`,
          `mailto:${who}@${host}`,
        ]);
        expect(observed("email", mails)).toHaveLength(1);
      }),
    );
  });

  test("a hash, in either case", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{64}$/), (hash) => {
        expect(observed("hash", [hash, hash.toUpperCase(), ` ${hash} `])).toEqual([{ type: "hash", value: hash }]);
      }),
    );
  });
});

test("what is canonical stays as it is, whatever it was made from", () => {
  const text = fc.oneof(
    fc.string(),
    fc.ipV4(),
    fc.ipV6(),
    domain,
    domain.map((name) => `hxxp://${name.toUpperCase()}./a?b=[.]`),
    domain.map((name) => `A <b@${name}>`),
  );
  fc.assert(
    fc.property(fc.constantFrom(...OBSERVABLE_TYPES), text, (type, value) => {
      const once = canonicalObservable({ type, value });
      if (once !== null) expect(canonicalObservable(once)).toEqual(once);
    }),
    { numRuns: 400 },
  );
});
