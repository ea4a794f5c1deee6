import { describe, expect, it } from "vitest";
import { capabilities } from "../../connector/capabilities/catalog.ts";
import { LEXICON } from "./lexicon.ts";
import { matchOrder } from "./match.ts";

/** What an order means, in short; null where nothing does. */
function shortOf(order: string, around = ""): string[] | null {
  const meant = matchOrder(order, around);
  const rest = meant === null || meant.whole ? [] : ["and more"];
  const short = meant?.matches.map(
    ({ capability, target, plural }) => `${capability.id} ${target}${plural ? " all" : ""}`,
  );
  return short === undefined ? null : [...short, ...rest];
}

describe("an order means a capability", () => {
  it.each([
    ["Disable the user account in the directory", ["identity.suspend-user incident"]],
    ["lock compromised accounts", ["identity.suspend-user incident all"]],
    ["Suspend the account for 24 hours", ["identity.suspend-user incident"]],
    ["Lock the account which created the task", ["identity.suspend-user named"]],
    ["Disable all unused accounts", ["identity.suspend-user named all"]],
    ["Block an internal IP address", ["network.block-ip named"]],
    ["Check domains in the DNS cache against threat intelligence", ["intel.lookup-domain named all"]],
    ["re-enable the account", ["identity.restore-user incident"]],
    ["Terminate all active sessions of the user", ["identity.revoke-sessions incident all"]],
    ["isolate infected hosts from the network", ["endpoint.isolate incident all"]],
    ["Remove the affected system from the network", ["endpoint.isolate incident"]],
    ["Take the machine offline", ["endpoint.isolate incident"]],
    ["Block the attacker's IP address at the firewall", ["network.block-ip incident"]],
    ["Block outbound traffic to the C2 IP addresses", ["network.block-ip incident all"]],
    [
      "Block command and control domains and addresses",
      ["network.block-domain incident all", "network.block-ip incident all"],
    ],
    ["Check the reputation of the IP address in threat intelligence", ["intel.lookup-ip incident"]],
    ["Deactivate the access key", ["cloud.disable-access-key incident"]],
    ["Open a ticket", ["ticket.create none"]],
    ["Notify the security team", ["chat.post-message none"]],
    ["Mark the alert as a false positive", ["siem.update-alert none"]],
    ["Lock accounts suspected of having a stolen password", ["identity.suspend-user named all"]],
    ["Block malicious IP addresses or networks", ["network.block-ip incident all", "and more"]],
    ["Determine whether the account is privileged", ["identity.get-user incident all"]],
  ])("%s", (order, short) => expect(shortOf(order)).toEqual(short));

  it("of what was spoken of just before", () => {
    expect(shortOf("isolate it", "the host is infected")).toEqual(["endpoint.isolate incident"]);
    expect(shortOf("isolate it", "the host of the user is infected")).toBe(null);
  });
});

describe("an order means none", () => {
  it.each([
    "Block the sender's domain at the mail gateway",
    "Quarantine affected users and groups",
    "Isolate the EC2 instance",
    "Remove the affected system",
    "Reset the password of the account",
    "Delete the access key",
    "Block USB devices",
    "Open a case via the console of the provider",
    "Block a user for external communications",
    "Notify the legal team",
    "Open a support case with the vendor",
    "Check the IP address of the host",
    "Disable the account lockout policy",
    "Block the IP address or the domain",
    "Contain",
    "Block user and group creation",
    "Disable the account and mailbox rules",
    "Terminate tool and browser sessions",
    "Check whether the account is privileged and when it last signed in",
  ])("%s", (order) => expect(shortOf(order)).toBe(null));
});

it("every entry names a capability that there is", () => {
  expect(LEXICON.filter(({ capability }) => !capabilities.has(capability))).toEqual([]);
});
