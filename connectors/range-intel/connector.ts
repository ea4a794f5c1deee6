/** The range's reputation service: simulated, to try Cordon on. */
import { defineConnector } from "../../src/connector/connector.ts";
import { lookupDomain } from "./lookup-domain.ts";
import { lookupHash } from "./lookup-hash.ts";
import { lookupIp } from "./lookup-ip.ts";
import { lookupUrl } from "./lookup-url.ts";
import { health, settings } from "./settings.ts";

const actions = [lookupIp, lookupDomain, lookupHash, lookupUrl];

export default defineConnector({
  id: "range-intel",
  title: "Range: reputation service (simulated)",
  docs: "range/README.md",
  simulated: true,
  settings,
  secrets: [{ name: "token", title: "The range's token" }],
  actions,
  health: (context) => health(context, actions),
});
