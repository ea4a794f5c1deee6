/** A process that can die between any two of its acts. What it was waiting for never comes; what it did not write is not there. */
import type { Database, Pool } from "../../src/store/database.ts";
import type { Dice } from "../support/dice.ts";

export const DIED = Symbol("died");
export type Died = typeof DIED;

export interface Life {
  /** Resolves when the process dies. */
  readonly death: Promise<Died>;
  dead(): boolean;
  /** A moment at which it may die; then this never resolves. */
  moment(): Promise<void>;
  /** The same within a transaction, which dies with the connection. @throws DIED */
  momentInside(): void;
  /** The database as long as it lives. */
  reach(database: Database): Database;
}

/** @param odds of dying at each moment. */
export function newLife(dice: Dice, odds: number): Life {
  let dead = false;
  let die: () => void = () => {};
  const death = new Promise<Died>((resolve) => {
    die = () => {
      dead = true;
      resolve(DIED);
    };
  });
  const never = () => new Promise<never>(() => {});
  return {
    death,
    dead: () => dead,
    async moment() {
      if (!dead && dice.chance(odds)) die();
      if (dead) await never();
    },
    momentInside() {
      if (!dead && dice.chance(odds)) die();
      if (dead) throw DIED;
    },
    reach(database) {
      const pool = (of: Pool) =>
        new Proxy(of, {
          get(target, name) {
            const value = Reflect.get(target, name) as unknown;
            if (typeof value !== "function") return value;
            return (...values: unknown[]) => (dead ? never() : Reflect.apply(value, target, values));
          },
        });
      return { ...database, system: pool(database.system), hot: pool(database.hot) };
    },
  };
}
