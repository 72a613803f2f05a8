/** A value, or the promise of it where it has to be waited for. */
export type Awaitable<Value> = Value | Promise<Value>

/** Goes on with a value: at once where it is at hand. A rejection is passed on. */
export function andThen<Value, Result>(
  value: Awaitable<Value>,
  next: (value: Value) => Awaitable<Result>,
): Awaitable<Result> {
  return value instanceof Promise ? value.then(next) : next(value)
}
