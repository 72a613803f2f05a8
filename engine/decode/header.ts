import type { Header } from '../model/request.ts'

/** The value of the first header line of that name, which is given in lower case. */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1]
}
