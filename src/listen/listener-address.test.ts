import { describe, expect, it } from "vitest";
import { readListenerAddresses } from "./listener-address.ts";

describe("the setting", () => {
  it("names any number of listeners, separated by spaces or commas", () => {
    const setting =
      "udp://0.0.0.0:5514/main/any?allow=10.0.0.0/8,fd00::/8, tls://[::1]:6514/main/any?cert=c&key=k&ca=a";
    expect(readListenerAddresses(setting)).toEqual([
      {
        ...{ name: "udp://0.0.0.0:5514/main/any", transport: "udp", host: "0.0.0.0", port: 5514 },
        ...{ workspace: "main", connection: "any", allow: ["10.0.0.0/8", "fd00::/8"] },
      },
      {
        ...{ name: "tls://[::1]:6514/main/any", transport: "tls", host: "::1", port: 6514 },
        ...{ workspace: "main", connection: "any", allow: [], certFile: "c", keyFile: "k", caFile: "a" },
      },
    ]);
    expect(readListenerAddresses(" ")).toEqual([]);
  });

  it.each([
    ["nonsense", /is no address/],
    ["http://h:1/a/b", /transport/],
    ["udp://h:1/a?allow=0.0.0.0/0", /workspace and connection/],
    ["udp://h/a/b?allow=0.0.0.0/0", /host and port/],
    ["udp://h:1/a/b", /from anybody/],
    ["tls://h:1/a/b?ca=x", /certificate and key/],
  ])("refuses %s with what is missing", (setting, words) => {
    expect(() => readListenerAddresses(setting)).toThrow(words);
  });
});
