/** Cuts a stream of Postgres's protocol into its messages, each whole. */

/** `greeting`: the first message has no type, as a client's has not. Hand it what comes; it answers what is complete. */
export function framesOf({ greeting }: { greeting: boolean }): (chunk: Buffer) => Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  let head = greeting ? 0 : 1;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const frames: Buffer[] = [];
    while (rest.length >= head + 4) {
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) break;
      frames.push(rest.subarray(0, length));
      rest = rest.subarray(length);
      head = 1;
    }
    return frames;
  };
}
