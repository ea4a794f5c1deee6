import { expect, it } from "vitest";
import type { ConnectorView } from "../../../../src/api/contract/connection.ts";
import { fitting } from "./fitting.ts";

const connector = (id: string, title: string, some: object = {}) =>
  ({ id, title, simulated: false, takesAlerts: true, actions: [], ...some }) as unknown as ConnectorView;
const suspend = { capability: "identity.suspend-user", title: "Suspend an account" };
const ALL = [
  connector("range-siem", "Range: SIEM", { simulated: true }),
  connector("wazuh", "Wazuh"),
  connector("ldap", "LDAP and Active Directory", { takesAlerts: false, actions: [suspend] }),
];
const ids = (...of: Parameters<typeof fitting>) => fitting(...of).map(({ id }) => id);

it("finds by name, by id and by what a product can do, real ones first", () => {
  expect(ids(ALL, "", "all")).toEqual(["ldap", "wazuh", "range-siem"]);
  expect(ids(ALL, "active dir", "all")).toEqual(["ldap"]);
  expect(ids(ALL, "Suspend", "all")).toEqual(["ldap"]);
  expect(ids(ALL, "nothing such", "all")).toEqual([]);
});

it("narrows down to those that send, or that act", () => {
  expect(ids(ALL, "", "alerts")).toEqual(["wazuh", "range-siem"]);
  expect(ids(ALL, "", "acts")).toEqual(["ldap"]);
});
