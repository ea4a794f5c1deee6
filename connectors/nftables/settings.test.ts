import { expect, test } from "vitest";
import { nftablesSettings } from "./settings.ts";

const sound = { host: "fw.example.com", user: "cordon", hostKey: `SHA256:${"A".repeat(43)}`, set4: "blocked4" };

test("host, account, host key and a set are all that has to be said", () => {
  expect(nftablesSettings.parse(sound)).toMatchObject({
    port: 22,
    family: "inet",
    table: "cordon",
    nft: "/usr/sbin/nft",
  });
});

test.each([
  { hostKey: undefined },
  { hostKey: "" },
  { hostKey: "MD5:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff" },
  { host: "fw.example.com; reboot" },
  { table: "cordon; flush ruleset" },
  { set4: "blocked' 4" },
  { set6: "$(reboot)" },
  { nft: "nft" },
  { nft: "/usr/sbin/nft -f" },
  { family: "bridge" },
  { maxSeconds: 0 },
])("%j is refused", (change) => expect(nftablesSettings.safeParse({ ...sound, ...change }).success).toBe(false));
