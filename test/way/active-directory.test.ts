/** From an alert to a disabled account in a real Active Directory domain, and back at the lease's end. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hasSamba, type RunningSamba, startSamba } from "../support/real/samba.ts";
import { connectSamba, healthOf } from "../support/real-connections.ts";
import { oktaReport } from "../support/vendor-alerts.ts";
import { shortened, startWay, type Way } from "../support/way.ts";

const installed = hasSamba();
const PATIENCE = { timeout: 20_000, interval: 150 };
/** userAccountControl of an ordinary account, and with the bit that disables it. */
const [ENABLED, DISABLED] = ["userAccountControl: 512", "userAccountControl: 514"];

let way: Way | undefined;
let samba: RunningSamba | undefined;

beforeAll(async () => {
  if (!installed) return;
  samba = await startSamba();
  way = await startWay([samba.cidr]);
  await way.api.connect("okta", "okta");
  await connectSamba(way.api, samba);
  await way.api.call("POST", "/v1/playbooks", shortened("account-takeover", "8h", "6s"));
});

afterAll(async () => {
  await way?.stop();
  await samba?.stop();
});

test("an account reported as taken over is disabled in the domain and enabled again when its time is over", async (context) => {
  if (!samba || !way) return context.skip("needs Samba as a domain controller, and root");
  const user = "jane.doe@corp.test";
  expect(await healthOf(way.api, "active-directory")).toMatchObject({ ok: true });
  expect(samba.ldapsearch("jdoe")).toContain(ENABLED);
  expect(samba.canBind("jdoe")).toBe(true);

  await way.api.deliver("okta", oktaReport(user));
  await vi.waitFor(() => expect(samba!.ldapsearch("jdoe")).toContain(DISABLED), PATIENCE);
  expect(samba.canBind("jdoe")).toBe(false);
  await vi.waitFor(async () => {
    const leases = await way!.api.leases(user);
    expect(leases).toMatchObject([{ connection: "active-directory", capability: "identity.suspend-user" }]);
  }, PATIENCE);

  // Whoever knows the old password has no use of it any more: a new one is asked for.
  await vi.waitFor(() => expect(samba!.ldapsearch("jdoe")).toContain(ENABLED), PATIENCE);
  await vi.waitFor(() => expect(samba!.ldapsearch("jdoe")).toContain("pwdLastSet: 0"), PATIENCE);
  expect(samba.canBind("jdoe")).toBe(false);
  await vi.waitFor(async () => {
    const [ended] = await way!.api.leases(user);
    expect(ended).toMatchObject({ status: "released", releasedBy: "system" });
    expect(Date.parse(ended!.releasedAt!)).toBeGreaterThanOrEqual(Date.parse(ended!.expiresAt));
  }, PATIENCE);
});
