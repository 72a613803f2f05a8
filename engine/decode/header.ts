import type { Exchange } from '../model/exchange.ts'
import type { Header } from '../model/request.ts'

/** The value of the first header line of that name, which is given in lower case. */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1]
}

/** The values of all header lines of that name, which is given in lower case. */
export function headerValues(headers: readonly Header[], name: string): readonly string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value)
}

/** The first of them, of the answer that an exchange brought. */
export function headerOf({ answer }: Pick<Exchange, 'answer'>, name: string): string | undefined {
  return answer === null ? undefined : headerValue(answer.headers, name)
}
