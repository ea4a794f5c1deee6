import { QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, it } from "vitest";
import { ApiError } from "./problem.ts";
import { newQueryClient } from "./query-client.ts";

const client = newQueryClient();
afterEach(() => client.clear());

/** What a screen sees of a thing that was read once, after reading it again failed. */
async function afterFailing(error: Error, readBefore = true) {
  let fails = !readBefore;
  const queryFn = () => (fails ? Promise.reject(error) : Promise.resolve("as it was read"));
  const observer = new QueryObserver<string>(client, { queryKey: ["thing"], queryFn, retry: false });
  const leave = observer.subscribe(() => {});
  if (readBefore) await observer.refetch();
  fails = true;
  await observer.refetch();
  const { data, error: shown, isStale } = observer.getCurrentResult();
  leave();
  return { data, shown, isStale };
}

const answered = (status: number) => new ApiError({ type: "", title: "", status, code: "some.code", message: "No." });

it("leaves what was read where it is while the server is away, and knows that it is old", async () => {
  const kept = { data: "as it was read", shown: null, isStale: true };
  expect(await afterFailing(new TypeError("Failed to fetch"))).toEqual(kept);
  expect(await afterFailing(answered(503))).toEqual(kept);
});

it("shows what the server says of it", async () => {
  const refused = answered(404);
  expect(await afterFailing(refused)).toMatchObject({ shown: refused });
});

it("shows that nothing could be read where nothing was read before", async () => {
  const away = new TypeError("Failed to fetch");
  expect(await afterFailing(away, false)).toEqual({ data: undefined, shown: away, isStale: true });
});
