/** A function that some environments offer beside those of all: the question of another language over values of this one. */
export interface Extension {
  name: string;
  /** As CEL reads it: `stix(list, string): bool`. */
  signature: string;
  call(...values: never[]): unknown;
  /**
   * What is wrong with its last argument, a constant that is written down; null when it can be used. `of`: the name of the field that its first
   * argument is; null for anything else.
   */
  fault(constant: string, of: string | null): { message: string; offset: number; fix?: string } | null;
}
