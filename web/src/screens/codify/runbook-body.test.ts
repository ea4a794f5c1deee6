import { expect, test } from "vitest";
import { bodyOf } from "./runbook-body.ts";

test("text is sent as text, and any other file as its bytes", async () => {
  expect(await bodyOf(new File(["# Müll"], "a.MD"), "")).toEqual({ file: "a.MD", text: "# Müll" });
  const bytes = Uint8Array.from({ length: 70_000 }, (_none, place) => place % 256);
  const body = await bodyOf(new File([bytes], "a.pdf"), " tier-2 ");
  expect(body).toMatchObject({ file: "a.pdf", queue: "tier-2" });
  expect([...Buffer.from(body.base64 ?? "", "base64")]).toEqual([...bytes]);
});
