/** Which words mean which capability. The first entry that takes an order decides. */
import type { Entry } from "./entry.ts";
import { CONTAIN } from "./lexicon-contain.ts";
import { LOOK_UP } from "./lexicon-look-up.ts";
import { TELL } from "./lexicon-tell.ts";

export const LEXICON: readonly Entry[] = [...CONTAIN, ...LOOK_UP, ...TELL];
