/** Passwords as they are kept: argon2id (RFC 9106), written with their parameters, so that a stronger setting reaches old hashes one sign-in at a time. */
import crypto, { type Argon2Parameters, randomBytes, timingSafeEqual } from "node:crypto";
import { DefectError, TransientError } from "../errors.ts";

/** OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Each takes 19 MiB and a core for some 30 ms: more at a time would starve the work of the machine. */
const AT_ONCE = 2;
const WAITING_AT_MOST = 64;
/** What a stored hash may ask for, lest an altered row asks for all the memory there is. */
const MOST = { memory: 1_048_576, passes: 32, parallelism: 16 } as const;

interface Kept {
  cost: Pick<Argon2Parameters, "memory" | "passes" | "parallelism">;
  salt: Buffer;
  tag: Buffer;
}

/** The password as it is stored: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. @throws TransientError `people.busy` when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, { cost: COST, salt, tag: Buffer.alloc(TAG_BYTES) });
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

/**
 * Whether it is the password, and whether it should be hashed anew because the parameters rose since. With `stored` null (nobody of that name, or
 * nobody who has a password) it takes as long and is wrong. @throws TransientError `people.busy`, DefectError `people.bad-hash`.
 */
export async function verifyPassword(
  password: string,
  stored: string | null,
): Promise<{ right: boolean; stale: boolean }> {
  const kept = stored === null ? NOBODYS : read(stored);
  const tag = await derive(password, kept);
  const right = timingSafeEqual(tag, kept.tag) && stored !== null;
  return { right, stale: right && (kept.cost.memory < COST.memory || kept.cost.passes < COST.passes) };
}

/** Matches nothing: its tag is as random as its salt. */
const NOBODYS: Kept = { cost: COST, salt: randomBytes(SALT_BYTES), tag: randomBytes(TAG_BYTES) };

function read(stored: string): Kept {
  const found = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,4}),p=(\d{1,3})\$([\w+/]{11,86})\$([\w+/]{22,86})$/.exec(
    stored,
  );
  const [, m, t, p, salt = "", tag = ""] = found ?? [];
  const cost = { memory: Number(m), passes: Number(t), parallelism: Number(p) };
  const bearable =
    cost.memory <= MOST.memory && cost.passes <= MOST.passes && cost.parallelism <= MOST.parallelism && found !== null;
  if (!bearable) throw new DefectError("people.bad-hash", "A stored password is in no form that this version knows.");
  return { cost, salt: Buffer.from(salt, "base64"), tag: Buffer.from(tag, "base64") };
}

let running = 0;
const waiting: (() => void)[] = [];

/** One password looks the same from every keyboard: NFKC (NIST SP 800-63B, 3.1.1.2). */
async function derive(password: string, { cost, salt, tag }: Kept): Promise<Buffer> {
  if (typeof crypto.argon2 !== "function")
    throw new DefectError(
      "people.no-argon2",
      `Node ${process.versions.node} has no argon2; sign-in needs Node 24.7 or newer. Tokens work all the same.`,
    );
  const parameters = { ...cost, message: password.normalize("NFKC"), nonce: salt, tagLength: tag.length };
  await turn();
  try {
    return await new Promise((resolve, reject) => {
      crypto.argon2("argon2id", parameters, (error, derived) => (error ? reject(error) : resolve(derived)));
    });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function turn(): Promise<void> {
  if (waiting.length >= WAITING_AT_MOST)
    throw new TransientError("people.busy", "Too many sign in at this moment; try again.", { retryAfterMs: 2_000 });
  while (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
}

function base64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
