import fc from "fast-check";
import { expect, it } from "vitest";
import type { Change } from "../../../src/api/contract/event.ts";
import { EventReader } from "./event-reader.ts";

const STREAM =
  'retry: 2000\nevent: here\nid: 6\ndata: {}\n\nid: 7\ndata: {"kind":"run","id":"r","incident":"i"}\n\nid: 9\ndata: {"kind":"all","id":null,"incident":null}\n\n';

it("tells the same changes wherever the network cut the text", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: STREAM.length }), { maxLength: 8 }), (cuts) => {
      const heard: Change[] = [];
      const reader = new EventReader((change) => heard.push(change));
      const places = [0, ...cuts.sort((a, b) => a - b), STREAM.length];
      for (const [n, place] of places.entries()) reader.push(STREAM.slice(place, places[n + 1] ?? place));
      expect(heard.map(({ kind }) => kind)).toEqual(["run", "all"]);
      expect(reader.lastId).toBe("9");
    }),
  );
});
