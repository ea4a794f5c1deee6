/** How long somebody who was wrong has to wait before the next try is looked at. Nobody is shut out for good: that would be a way to shut others out. */

/** Wrong tries that cost nothing: people mistype. An address may be that of many people, and behind a proxy it is everybody's. */
const FREE = { name: 5, address: 20 } as const;
/** Doubling ends here. At five minutes a name can be tried 288 times a day, which finds no password of twelve characters. */
const LONGEST_MS = { name: 5 * 60_000, address: 60_000 } as const;

export type Slowed = keyof typeof FREE;

/** After this time without a try, what was wrong before is forgotten. */
export const FORGOTTEN_MS = 24 * 3_600_000;

/** Milliseconds from the `wrong`th wrong try in a row until the next is looked at. */
export function waitAfter(kind: Slowed, wrong: number): number {
  const beyond = wrong - FREE[kind];
  return beyond <= 0 ? 0 : Math.min(LONGEST_MS[kind], 1_000 * 2 ** Math.min(beyond - 1, 20));
}
