/** The simulated reputation service: a small fixed table of addresses, domains, file hashes and URLs. It has nothing to change. */
import ipaddr from "ipaddr.js";
import { type Call, definePart, ok } from "./part.ts";
import { Refusal } from "./refusal.ts";

interface Verdict {
  malicious: boolean;
  /** 0 harmless … 100 certain harm. */
  score: number;
  tags: string[];
}

const KINDS = ["ips", "domains", "hashes", "urls"] as const;
type Kind = (typeof KINDS)[number];

export type IntelState = Record<Kind, ({ value: string } & Verdict)[]>;

function initial(): IntelState {
  return {
    ips: [
      { value: "203.0.113.45", malicious: true, score: 92, tags: ["scanner", "mass-exploitation"] },
      { value: "203.0.113.66", malicious: true, score: 88, tags: ["brute-force", "ssh"] },
      { value: "198.51.100.23", malicious: true, score: 97, tags: ["anonymizing-proxy", "account-takeover"] },
      { value: "198.51.100.99", malicious: true, score: 95, tags: ["command-and-control"] },
      { value: "2001:db8:bad::17", malicious: true, score: 80, tags: ["scanner"] },
      { value: "203.0.113.200", malicious: false, score: 5, tags: ["known-scanner", "research"] },
      { value: "192.0.2.77", malicious: false, score: 0, tags: ["known-scanner", "own"] },
      { value: "198.51.100.8", malicious: false, score: 1, tags: ["content-delivery"] },
    ],
    domains: [
      { value: "login-portal.phish.example.com", malicious: true, score: 96, tags: ["phishing", "newly-registered"] },
      { value: "update-check.c2.example.com", malicious: true, score: 94, tags: ["command-and-control"] },
      { value: "news.example.com", malicious: false, score: 0, tags: ["newsletter"] },
    ],
    hashes: [
      {
        value: "4f2a9c1d7e6b3a5084c1f0e9d8b7a6c5e4f3029181706f5e4d3c2b1a09f8e7d6",
        malicious: true,
        score: 99,
        tags: ["ransomware"],
      },
      {
        value: "9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c",
        malicious: true,
        score: 90,
        tags: ["credential-theft"],
      },
      {
        value: "0d1c2b3a495867768594a3b2c1d0e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091",
        malicious: false,
        score: 0,
        tags: ["signed", "administration-tool"],
      },
    ],
    urls: [{ value: "https://files.example.com/share/invoice.iso", malicious: true, score: 91, tags: ["malware"] }],
  };
}

function look(kind: Kind) {
  return ({ state, params }: Call<IntelState>) => {
    const found = kind === "urls" ? findUrl(state, params.value ?? "") : find(state, kind, params.value ?? "");
    return ok({
      known: found !== undefined,
      malicious: found?.malicious ?? false,
      score: found?.score ?? 0,
      tags: found?.tags ?? [],
    });
  };
}

function find(state: IntelState, kind: Kind, text: string) {
  const value = kind === "ips" ? canonicalIp(text) : text.toLowerCase();
  return state[kind].find((one) => one.value === value);
}

/** What is known of the page itself, else of its host. */
function findUrl(state: IntelState, text: string) {
  if (!URL.canParse(text)) throw new Refusal(400, "bad_url", "not a URL");
  const { href, hostname } = new URL(text);
  return state.urls.find((one) => one.value === href) ?? find(state, "domains", hostname);
}

function canonicalIp(text: string): string {
  if (!ipaddr.isValid(text)) throw new Refusal(400, "bad_address", "not an IPv4 or IPv6 address");
  return ipaddr.parse(text).toString();
}

export const intel = definePart<IntelState>({
  name: "intel",
  title: "reputation service",
  initial,
  routes: KINDS.map((kind) => ({
    method: "GET",
    path: `/${kind}/:value`,
    handle: look(kind),
  })),
  show: (state) =>
    KINDS.map((kind) => ({
      title: kind,
      columns: ["value", "malicious", "score", "tags"],
      rows: state[kind].map((one) => [one.value, one.malicious ? "yes" : "no", one.score, one.tags.join(", ")]),
    })),
});
