/** An action of the record as words: `effect-applied` is "Effect applied". */
export function actionWords(action: string): string {
  const text = spaced(action);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A name of the record with spaces in it: `on-call` is "on call". */
export function spaced(name: string): string {
  return name.replaceAll("-", " ");
}
