/** Counts what was done to whom under which idempotency key, and answers a repeated call as it answered the first. */
import { createHash } from "node:crypto";
import { Refusal } from "./refusal.ts";

export interface CountedEffect {
  verb: string;
  entity: string;
  key: string;
  /** How often the call was made and accepted, repetitions included. */
  count: number;
  /** How often it changed something: at most once per key. */
  effective: number;
  /** How often it was answered from memory because the key was known. */
  repeated: number;
}

interface Remembered extends CountedEffect {
  request: string;
  status: number;
  body: unknown;
}

export class EffectCounter {
  private effects: Remembered[] = [];
  private readonly byKey = new Map<string, Remembered>();

  /**
   * The answer this key had before, now counted once more; undefined for a new key or none.
   * @throws Refusal 409 when the key was used for another request.
   */
  repeat(verb: string, key: string, request: string): { status: number; body: unknown } | undefined {
    const before = key === "" ? undefined : this.byKey.get(`${verb} ${key}`);
    if (before === undefined) return undefined;
    if (before.request !== fingerprint(request)) {
      throw new Refusal(
        409,
        "key_reused",
        `Idempotency-Key was used before for another ${verb}; a new request needs a new key`,
      );
    }
    before.count += 1;
    before.repeated += 1;
    return { status: before.status, body: before.body };
  }

  record(effect: {
    verb: string;
    entity: string;
    key: string;
    request: string;
    changed: boolean;
    status: number;
    body: unknown;
  }): void {
    const { changed, request, ...rest } = effect;
    const found = effect.key === "" ? this.effects.find((one) => sameTarget(one, effect)) : undefined;
    if (found !== undefined) {
      found.count += 1;
      found.effective += changed ? 1 : 0;
      return;
    }
    this.remember({ ...rest, request: fingerprint(request), count: 1, effective: changed ? 1 : 0, repeated: 0 });
  }

  list(): CountedEffect[] {
    return this.effects.map(({ verb, entity, key, count, effective, repeated }) => ({
      verb,
      entity,
      key,
      count,
      effective,
      repeated,
    }));
  }

  /** Everything, remembered answers included, as JSON that {@link restore} takes. */
  save(): unknown {
    return this.effects;
  }

  restore(saved: unknown): void {
    this.clear();
    for (const effect of saved as Remembered[]) this.remember(effect);
  }

  clear(): void {
    this.effects = [];
    this.byKey.clear();
  }

  private remember(effect: Remembered): void {
    this.effects.push(effect);
    if (effect.key !== "") this.byKey.set(`${effect.verb} ${effect.key}`, effect);
  }
}

function sameTarget(one: CountedEffect, other: { verb: string; entity: string }): boolean {
  return one.key === "" && one.verb === other.verb && one.entity === other.entity;
}

function fingerprint(request: string): string {
  return createHash("sha256").update(request).digest("base64url");
}
