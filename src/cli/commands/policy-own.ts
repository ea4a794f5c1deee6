import type { Command } from "commander";
import type { OwnPlaceView } from "../../api/contract/own-place.ts";
import { does } from "../session.ts";
import { table } from "../show.ts";

interface Options {
  timeZone?: string;
  network?: string[];
  domain?: string[];
}

const several = (text: string, before: string[] = []) => [...before, ...text.split(",").filter(Boolean)];

/** `cordon policy own show|set`. */
export function addOwnPlace(policy: Command): void {
  const own = policy.command("own").description("what policies take for the organization's own, and their time zone");
  const show = own.command("show").description("show it, and who says so");
  does<[], object>(show, async ({ client, say }) => {
    const view = await client.get<OwnPlaceView>("/v1/own-place");
    say(view, () => ownText(view));
  });
  const set = own
    .command("set")
    .description("say it for this workspace; what is not named stays, and an empty one is taken back")
    .option("--time-zone <name>", "of hours and weekdays: Europe/Berlin; installation for that of the installation")
    .option("--network <cidr>", "its own networks, all of them: 203.0.113.0/24", several)
    .option("--domain <name>", "its own domains, all of them, each with all below it: example.com", several);
  does<[], Options>(set, async ({ client, say }, { timeZone, network, domain }) => {
    const { workspace } = await client.get<OwnPlaceView>("/v1/own-place");
    const place = {
      timeZone: timeZone === undefined ? workspace.timeZone : timeZone === "installation" ? null : timeZone,
      networks: network ?? workspace.networks,
      domains: domain ?? workspace.domains,
    };
    const view = await client.send<OwnPlaceView>("PUT", "/v1/own-place", place);
    say(view, () => ownText(view));
  });
}

function ownText({ workspace, inForce }: OwnPlaceView): string {
  const by = (said: boolean) => (said ? "workspace" : "installation");
  return table(
    ["what", "value", "said by"],
    [
      ["time zone", inForce.timeZone, by(workspace.timeZone !== null)],
      ...inForce.networks.map((one) => ["network", one, by(workspace.networks.includes(one))]),
      ...inForce.domains.map((one) => ["domain", one, by(workspace.domains.includes(one))]),
    ],
  );
}
