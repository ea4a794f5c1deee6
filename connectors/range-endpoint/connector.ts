/** The range's endpoint product: simulated, to try Cordon on. */
import { defineConnector } from "../../src/connector/connector.ts";
import { blockHash } from "./block-hash.ts";
import { collectEvidence } from "./collect-evidence.ts";
import { getDevice } from "./get-device.ts";
import { isolate } from "./isolate.ts";
import { quarantineFile } from "./quarantine-file.ts";
import { release } from "./release.ts";
import { restoreFile } from "./restore-file.ts";
import { health, settings } from "./settings.ts";
import { unblockHash } from "./unblock-hash.ts";

const actions = [
  ...[getDevice, isolate, release],
  ...[blockHash, unblockHash, quarantineFile, restoreFile],
  collectEvidence,
];

export default defineConnector({
  id: "range-endpoint",
  title: "Range: endpoint product (simulated)",
  docs: "range/README.md",
  simulated: true,
  settings,
  secrets: [{ name: "token", title: "The range's token" }],
  actions,
  health: (context) => health(context, actions),
});
