/** The product says no: answered as this status with `{ error, message }`. */
export class Refusal extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: 400 | 403 | 404 | 409 | 412 | 413 | 422, error: string, message: string) {
    super(message);
    this.status = status;
    this.error = error;
  }
}
