/** A stream of syslog cut into messages: octet counting and newline framing (RFC 6587 3.4, RFC 5425 4.3), told apart message by message. */

/** Longer messages are cut here, which the reader of lines then refuses with a reason; the rest up to the next line break is dropped. */
export const MAX_MESSAGE = 65_537;

const NEWLINE = 0x0a;
const SPACE = 0x20;
const NOTHING = Buffer.alloc(0);

export interface Framer {
  /** The messages that this piece completes. */
  push(piece: Buffer): Buffer[];
  /** What was left when the sender closed without a line break. A counted message that is not whole is given as it is: better half than lost. */
  end(): Buffer[];
}

export function newFramer(): Framer {
  let kept: Buffer = NOTHING;
  let skipping = false;

  function take(): Buffer | undefined {
    const counted = countAt(kept);
    if (counted === "more") return undefined;
    if (counted !== undefined) {
      const { start, length } = counted;
      if (kept.length < start + length) return undefined;
      const message = kept.subarray(start, start + length);
      kept = kept.subarray(start + length);
      return message;
    }
    const end = kept.indexOf(NEWLINE);
    if (end === -1 && kept.length < MAX_MESSAGE) return undefined;
    const cut = end === -1 || end > MAX_MESSAGE ? MAX_MESSAGE : end;
    const message = kept.subarray(0, cut);
    skipping = end === -1;
    kept = end === -1 ? NOTHING : kept.subarray(end + 1);
    return message;
  }

  function skip(): void {
    const end = kept.indexOf(NEWLINE);
    skipping = end === -1;
    kept = end === -1 ? NOTHING : kept.subarray(end + 1);
  }

  return {
    push(piece) {
      kept = kept.length === 0 ? piece : Buffer.concat([kept, piece]);
      if (skipping) skip();
      const messages: Buffer[] = [];
      for (let message = take(); message !== undefined; message = take()) if (isFilled(message)) messages.push(message);
      // What is kept must not hold on to the whole piece it came in.
      kept = Buffer.from(kept);
      return messages;
    },
    end() {
      const counted = countAt(kept);
      const rest = typeof counted === "object" ? kept.subarray(counted.start) : kept;
      kept = NOTHING;
      return isFilled(rest) ? [rest] : [];
    },
  };
}

function isFilled(message: Buffer): boolean {
  return message.some((byte) => byte > SPACE);
}

/** `123 <…`: a count of at most five digits, a space, and the priority's bracket. `more` when that cannot be told yet. */
function countAt(kept: Buffer): { start: number; length: number } | "more" | undefined {
  let at = 0;
  while (at < kept.length && at < 5 && (kept[at] ?? 0) >= 0x30 && (kept[at] ?? 0) <= 0x39) at += 1;
  if (at === 0) return undefined;
  if (at === kept.length) return "more";
  if (kept[at] !== SPACE) return undefined;
  if (at + 1 === kept.length) return "more";
  const length = Number(kept.toString("latin1", 0, at));
  return kept[at + 1] === 0x3c && length > 0 && length <= MAX_MESSAGE ? { start: at + 1, length } : undefined;
}
