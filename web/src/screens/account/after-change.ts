import type { RecoveryCodes } from "../../../../src/api/contract/second-factor.ts";

/** What follows a change of one's second factors; with codes that are shown this once, where some were made. */
export type AfterChange = (made?: RecoveryCodes) => void;
