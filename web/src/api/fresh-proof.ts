/** Some things are done only for somebody who has just proved who they are: then that is asked for, and the request sent again. */

/** `at` is the identity provider's page, for whoever came by one. */
type Ask = (at: string | null) => Promise<boolean>;

let ask: Ask | null = null;
let asking: Promise<boolean> | null = null;

/** Who asks from now on; answers how to stop. */
export function askForProofBy(to: Ask): () => void {
  ask = to;
  return () => {
    if (ask === to) ask = null;
  };
}

/** Whether there is a fresh proof now. Several requests that need one at the same time ask once. */
export function freshProof(at: string | null = null): Promise<boolean> {
  if (ask === null) return Promise.resolve(false);
  asking ??= ask(at).finally(() => {
    asking = null;
  });
  return asking;
}
