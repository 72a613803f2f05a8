import { operation } from '../../schemas/load.ts'
import type { BodyEncoding } from './requests.ts'

/** The `input` element with that content (F-20). */
export function inputXml(content: string): string {
  return `<input xmlns="${operation.namespace}">${content}</input>`
}

/** The `input` element with that text, as it stands, for its reason. */
export function reasonXml(content: string): string {
  return inputXml(`<property name="reason">${content}</property>`)
}

/** Input text with that reason; markup in it is not escaped. */
export function withReason(encoding: BodyEncoding, value: string): string {
  return encoding === 'json' ? JSON.stringify({ reason: value }) : reasonXml(value)
}

/** The page's samples without their last character: malformed (S-27). */
export const SAMPLE_CUT_SHORT: Readonly<Record<BodyEncoding, string>> = {
  json: operation.samples.json.slice(0, -1),
  xml: operation.samples.xml.slice(0, -1),
}

/** Input that ends too early (S-27). */
export const TRUNCATED: Readonly<Record<BodyEncoding, string>> = {
  json: '{"reason":"Conflict"',
  xml: `<input xmlns="${operation.namespace}"><property name="reason">`,
}
