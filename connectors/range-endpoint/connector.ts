/** The range's endpoint product: simulated, to try Cordon on. */
import { defineConnector } from "../../src/connector/connector.ts";
import { getDevice } from "./get-device.ts";
import { isolate } from "./isolate.ts";
import { release } from "./release.ts";
import { health, settings } from "./settings.ts";

const actions = [getDevice, isolate, release];

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
